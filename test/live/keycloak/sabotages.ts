import { changed, type Change } from "./loaded-realm";

/** The steps that demand a code of whoever has none are switched off: who has one is still asked, as Keycloak's own sign-in does. */
export const optionalSecondFactor: Change = (stack) =>
  changed(stack, "keycloak_authentication_subflow", (steps) =>
    steps["alias"] === "first second factor" ? { ...steps, requirement: "DISABLED" } : steps,
  );

/** Outside the browser, passwords are judged as Keycloak is born to. */
const ownDirectGrant: Change = (stack) =>
  changed(stack, "keycloak_authentication_bindings", ({ direct_grant_flow: _, ...bindings }) => bindings);

const noProofKey: Change = (stack) =>
  changed(stack, "keycloak_openid_client", ({ pkce_code_challenge_method: _, ...client }) => client);

const noLock: Change = (stack) =>
  changed(stack, "keycloak_realm", (realm) => {
    const defenses = realm["security_defenses"];
    return {
      ...realm,
      security_defenses: { ...(typeof defenses === "object" ? defenses : {}), brute_force_detection: undefined },
    };
  });

const noAudience: Change = (stack) => changed(stack, "keycloak_openid_audience_protocol_mapper", () => undefined);

/**
 * A realm that keeps the sign-in in the browser, and for the rest is as realms are born. What is left out shows in places of its own, so that one
 * realm serves a test of each.
 */
export const asBorn: Change = (stack) =>
  [ownDirectGrant, noProofKey, noLock, noAudience].reduce((before, change) => change(before), stack);
