import type { Surroundings } from "../../../language";
import { keyOf, type Entry } from "./blueprint";
import { bound, decided, flow, stage, type Step } from "./flow";
import { passwordChange } from "./password-change";

/** Wrong passwords until an account rests, and the seconds that it then does: as in the realm that Keycloak holds. */
export const failures = 10;
export const restSeconds = 900;

/** Slug of the flow that people sign in by. */
export const signInSlug = "sign-in";

/**
 * Flows of authentik's own that would let somebody in with less: they stay, because authentik would make them again, and nobody may use them. They
 * are written as its blueprints write them, for whichever is applied first makes them.
 */
const superseded = [
  ["default-authentication-flow", "authentication", "Welcome to authentik!", "none"],
  ["default-password-change", "stage_configuration", "Change password", "require_authenticated"],
] as const;

/** Hours for which somebody stays signed in, used or not: authentik knows no end of sessions that rest. */
const session = "hours=10";

/** Sign-in with two factors for everybody: after the password a security key or a code, and who has neither sets one up before going on. */
const steps: readonly Step[] = [
  {
    id: "who",
    model: "authentik_stages_identification.identificationstage",
    attrs: {
      user_fields: ["username", "email"],
      case_insensitive_matching: true,
      // Who guesses names learns nothing of which exist.
      pretend_user_exists: true,
      show_matched_user: false,
      enable_remember_me: false,
    },
  },
  {
    id: "rest",
    model: "authentik_stages_deny.denystage",
    attrs: { deny_message: "Too many wrong passwords. Wait a quarter of an hour." },
  },
  {
    id: "password",
    model: "authentik_stages_password.passwordstage",
    attrs: {
      // No tokens in place of passwords: programs have clients of their own.
      backends: ["authentik.core.auth.InbuiltBackend"],
      configure_flow: keyOf("password-change"),
      failed_attempts_before_cancel: 5,
      allow_show_password: false,
    },
  },
  {
    id: "second-factor",
    model: "authentik_stages_authenticator_validate.authenticatorvalidatestage",
    attrs: {
      device_classes: ["webauthn", "totp"],
      not_configured_action: "configure",
      configuration_stages: [keyOf("new-security-key"), keyOf("new-code")],
      last_auth_threshold: "seconds=0",
      webauthn_user_verification: "preferred",
    },
  },
  {
    id: "signed-in",
    model: "authentik_stages_user_login.userloginstage",
    attrs: { session_duration: session, remember_me_offset: "seconds=0", terminate_other_sessions: false },
  },
];

const shut = superseded.flatMap(([slug, designation, title, authentication]): readonly Entry[] => [
  flow(slug, designation, title, authentication),
  decided(slug, "nobody"),
]);

/** How people sign in and out, and that they do so in no other way. */
export const signInEntries = (at: Surroundings): readonly Entry[] => [
  ...passwordChange,
  stage({
    id: "new-code",
    model: "authentik_stages_authenticator_totp.authenticatortotpstage",
    attrs: { friendly_name: "Code", digits: "6" },
  }),
  stage({
    id: "new-security-key",
    model: "authentik_stages_authenticator_webauthn.authenticatorwebauthnstage",
    attrs: { friendly_name: "Security key", user_verification: "preferred", resident_key_requirement: "discouraged" },
  }),
  flow(signInSlug, "authentication", at.customer, "none"),
  ...steps.map(stage),
  ...steps.map(({ id }, index) => bound(signInSlug, id, 10 * (index + 1))),
  {
    id: "too-many-failures",
    model: "authentik_policies_reputation.reputationpolicy",
    identifiers: { name: "too-many-failures" },
    // By account alone: a whole office has one address.
    attrs: { check_ip: false, check_username: true, threshold: -failures },
  },
  decided(`${signInSlug}-rest`, "too-many-failures"),
  flow("sign-out", "invalidation", "Sign out", "require_authenticated"),
  stage({ id: "signed-out", model: "authentik_stages_user_logout.userlogoutstage", attrs: {} }),
  bound("sign-out", "signed-out", 10),
  {
    id: "nobody",
    model: "authentik_policies_expression.expressionpolicy",
    identifiers: { name: "nobody" },
    attrs: { expression: "return False" },
  },
  ...shut,
  flow("default-user-settings-flow", "stage_configuration", "Update your info", "require_authenticated"),
  {
    model: "authentik_brands.brand",
    identifiers: { domain: at.hostname("iam") },
    attrs: {
      branding_title: at.customer,
      flow_authentication: keyOf(signInSlug),
      flow_invalidation: keyOf("sign-out"),
      flow_user_settings: keyOf("default-user-settings-flow"),
    },
  },
];
