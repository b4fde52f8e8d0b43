import { z } from "zod";
import { kind, type Kind } from "../harness/terraform/load";
import { flowKinds } from "./flow-kinds";
import type { Admin } from "./server";

const text = z.string();
const texts = z.array(text);
const flag = z.boolean();
const count = z.number();
const named = z.looseObject({ id: text, name: text });

/** Seconds in a duration such as `5m`. */
const seconds = (duration: string): number => {
  const [, amount = "", unit = ""] = /^(\d+)([smh])$/.exec(duration) ?? [];
  return Number(amount) * ({ s: 1, m: 60, h: 3600 }[unit] ?? Number.NaN);
};

const realmSchema = z.strictObject({
  realm: text,
  display_name: text,
  enabled: flag,
  ssl_required: text,
  registration_allowed: flag,
  reset_password_allowed: flag,
  edit_username_allowed: flag,
  login_with_email_allowed: flag,
  duplicate_emails_allowed: flag,
  remember_me: flag,
  default_signature_algorithm: text,
  revoke_refresh_token: flag,
  refresh_token_max_reuse: count,
  access_token_lifespan: text,
  sso_session_idle_timeout: text,
  sso_session_max_lifespan: text,
  password_policy: text,
  terraform_deletion_protection: z.literal(true),
  otp_policy: z.strictObject({
    type: text,
    algorithm: text,
    digits: count,
    period: count,
    look_ahead_window: count,
    code_reusable: flag,
  }),
  web_authn_policy: z.strictObject({
    relying_party_entity_name: text,
    relying_party_id: text,
    signature_algorithms: texts,
    user_verification_requirement: text,
  }),
  security_defenses: z.strictObject({
    brute_force_detection: z
      .strictObject({
        permanent_lockout: flag,
        max_login_failures: count,
        wait_increment_seconds: count,
        max_failure_wait_seconds: count,
        failure_reset_time_seconds: count,
        quick_login_check_milli_seconds: count,
        minimum_quick_login_wait_seconds: count,
      })
      .optional(),
    headers: z.strictObject({
      x_frame_options: text,
      content_security_policy: text,
      strict_transport_security: text,
      x_content_type_options: text,
      referrer_policy: text,
    }),
  }),
  internationalization: z.strictObject({ default_locale: text, supported_locales: texts }),
});

function realmOf(given: z.output<typeof realmSchema>) {
  const { otp_policy: otp, web_authn_policy: key, internationalization: languages } = given;
  const { brute_force_detection: force, headers } = given.security_defenses;
  return {
    id: given.realm,
    realm: given.realm,
    displayName: given.display_name,
    enabled: given.enabled,
    sslRequired: given.ssl_required,
    registrationAllowed: given.registration_allowed,
    resetPasswordAllowed: given.reset_password_allowed,
    editUsernameAllowed: given.edit_username_allowed,
    loginWithEmailAllowed: given.login_with_email_allowed,
    duplicateEmailsAllowed: given.duplicate_emails_allowed,
    rememberMe: given.remember_me,
    defaultSignatureAlgorithm: given.default_signature_algorithm,
    revokeRefreshToken: given.revoke_refresh_token,
    refreshTokenMaxReuse: given.refresh_token_max_reuse,
    accessTokenLifespan: seconds(given.access_token_lifespan),
    ssoSessionIdleTimeout: seconds(given.sso_session_idle_timeout),
    ssoSessionMaxLifespan: seconds(given.sso_session_max_lifespan),
    passwordPolicy: given.password_policy,
    otpPolicyType: otp.type,
    otpPolicyAlgorithm: otp.algorithm,
    otpPolicyDigits: otp.digits,
    otpPolicyPeriod: otp.period,
    otpPolicyLookAheadWindow: otp.look_ahead_window,
    otpPolicyCodeReusable: otp.code_reusable,
    webAuthnPolicyRpEntityName: key.relying_party_entity_name,
    webAuthnPolicyRpId: key.relying_party_id,
    webAuthnPolicySignatureAlgorithms: key.signature_algorithms,
    webAuthnPolicyUserVerificationRequirement: key.user_verification_requirement,
    bruteForceProtected: force !== undefined,
    ...(force === undefined
      ? {}
      : {
          permanentLockout: force.permanent_lockout,
          failureFactor: force.max_login_failures,
          waitIncrementSeconds: force.wait_increment_seconds,
          maxFailureWaitSeconds: force.max_failure_wait_seconds,
          maxDeltaTimeSeconds: force.failure_reset_time_seconds,
          quickLoginCheckMilliSeconds: force.quick_login_check_milli_seconds,
          minimumQuickLoginWaitSeconds: force.minimum_quick_login_wait_seconds,
        }),
    browserSecurityHeaders: {
      xFrameOptions: headers.x_frame_options,
      contentSecurityPolicy: headers.content_security_policy,
      strictTransportSecurity: headers.strict_transport_security,
      xContentTypeOptions: headers.x_content_type_options,
      referrerPolicy: headers.referrer_policy,
    },
    internationalizationEnabled: true,
    defaultLocale: languages.default_locale,
    supportedLocales: languages.supported_locales,
  };
}

const clientSchema = z.strictObject({
  realm_id: text,
  client_id: text,
  name: text,
  enabled: flag,
  access_type: z.enum(["PUBLIC", "CONFIDENTIAL"]),
  standard_flow_enabled: flag,
  implicit_flow_enabled: flag,
  direct_access_grants_enabled: flag,
  service_accounts_enabled: flag,
  full_scope_allowed: flag,
  pkce_code_challenge_method: text.optional(),
  extra_config: z.record(text, text).default({}),
  valid_redirect_uris: texts.default([]),
  valid_post_logout_redirect_uris: texts.default([]),
  web_origins: texts.default([]),
  backchannel_logout_session_required: flag.optional(),
  consent_required: flag.default(false),
  use_refresh_tokens: flag.optional(),
  client_session_idle_timeout: text.default(""),
  client_session_max_lifespan: text.default(""),
  client_offline_session_idle_timeout: text.default(""),
});

const clientOf = (given: z.output<typeof clientSchema>) => ({
  clientId: given.client_id,
  name: given.name,
  enabled: given.enabled,
  protocol: "openid-connect",
  publicClient: given.access_type === "PUBLIC",
  standardFlowEnabled: given.standard_flow_enabled,
  implicitFlowEnabled: given.implicit_flow_enabled,
  directAccessGrantsEnabled: given.direct_access_grants_enabled,
  serviceAccountsEnabled: given.service_accounts_enabled,
  fullScopeAllowed: given.full_scope_allowed,
  redirectUris: given.valid_redirect_uris,
  webOrigins: given.web_origins,
  consentRequired: given.consent_required,
  attributes: {
    ...given.extra_config,
    "pkce.code.challenge.method": given.pkce_code_challenge_method ?? "",
    "post.logout.redirect.uris": given.valid_post_logout_redirect_uris.join("##"),
    "backchannel.logout.session.required": String(given.backchannel_logout_session_required ?? true),
    "use.refresh.tokens": String(given.use_refresh_tokens ?? true),
    "client.session.idle.timeout": given.client_session_idle_timeout,
    "client.session.max.lifespan": given.client_session_max_lifespan,
    "client.offline.session.idle.timeout": given.client_offline_session_idle_timeout,
  },
});

/** What the Keycloak provider says over the administration's API for each type of resource. */
export function keycloakKinds(admin: Admin): Readonly<Record<string, Kind>> {
  const mapper = async (path: string, name: string, protocolMapper: string, config: object) => ({
    id: await admin.make(`${path}/protocol-mappers/models`, {
      name,
      protocol: "openid-connect",
      protocolMapper,
      config,
    }),
  });
  const scopes = async (realm: string, client: string, which: "default" | "optional", wanted: readonly string[]) => {
    const known = z.array(named).parse(await admin.must("GET", `/${realm}/client-scopes`));
    for (const name of wanted) {
      const scope = known.find((one) => one.name === name);
      if (scope === undefined) throw new Error(`there is no scope ${name}`);
      await admin.must("PUT", `/${realm}/clients/${client}/${which}-client-scopes/${scope.id}`);
    }
    return { id: `${realm}/${client}` };
  };
  /** The id of the one thing that is listed there. */
  const only = async (path: string): Promise<string> => {
    const [one, ...others] = z.array(z.looseObject({ id: text })).parse(await admin.must("GET", path));
    if (one === undefined || others.length > 0) throw new Error(`${path} does not list one thing alone`);
    return one.id;
  };
  return {
    keycloak_realm: kind(realmSchema, async (given) => {
      await admin.must("POST", "", realmOf(given));
      return { id: given.realm };
    }),
    keycloak_realm_events: kind(
      z.strictObject({
        realm_id: text,
        events_enabled: flag,
        events_expiration: count,
        admin_events_enabled: flag,
        admin_events_details_enabled: flag,
        events_listeners: texts,
      }),
      async (given) => {
        await admin.must("PUT", `/${given.realm_id}/events/config`, {
          eventsEnabled: given.events_enabled,
          eventsExpiration: given.events_expiration,
          adminEventsEnabled: given.admin_events_enabled,
          adminEventsDetailsEnabled: given.admin_events_details_enabled,
          eventsListeners: given.events_listeners,
        });
        return { id: given.realm_id };
      },
    ),
    keycloak_role: kind(
      z.strictObject({ realm_id: text, name: text, description: text }),
      async ({ realm_id: realm, ...given }) => {
        await admin.must("POST", `/${realm}/roles`, given);
        return named.parse(await admin.must("GET", `/${realm}/roles/${given.name}`));
      },
    ),
    keycloak_group: kind(
      z.strictObject({ realm_id: text, name: text, description: text }),
      async ({ realm_id: realm, ...given }) => ({
        id: await admin.make(`/${realm}/groups`, given),
      }),
    ),
    keycloak_group_roles: kind(z.strictObject({ realm_id: text, group_id: text, role_ids: texts }), async (given) => {
      const roles = await Promise.all(
        given.role_ids.map((id) => admin.must("GET", `/${given.realm_id}/roles-by-id/${id}`)),
      );
      await admin.must("POST", `/${given.realm_id}/groups/${given.group_id}/role-mappings/realm`, roles);
      return { id: given.group_id };
    }),
    keycloak_default_groups: kind(z.strictObject({ realm_id: text, group_ids: texts }), async (given) => {
      for (const id of given.group_ids) await admin.must("PUT", `/${given.realm_id}/default-groups/${id}`);
      return { id: given.realm_id };
    }),
    keycloak_openid_client: kind(clientSchema, async (given) => ({
      id: await admin.make(`/${given.realm_id}/clients`, clientOf(given)),
    })),
    keycloak_openid_client_scope: kind(
      z.strictObject({ realm_id: text, name: text, description: text, include_in_token_scope: flag }),
      async ({ realm_id: realm, include_in_token_scope: isIncluded, ...given }) => ({
        id: await admin.make(`/${realm}/client-scopes`, {
          ...given,
          protocol: "openid-connect",
          attributes: { "include.in.token.scope": String(isIncluded) },
        }),
      }),
    ),
    keycloak_openid_client_default_scopes: kind(
      z.strictObject({ realm_id: text, client_id: text, default_scopes: texts }),
      (given) => scopes(given.realm_id, given.client_id, "default", given.default_scopes),
    ),
    keycloak_openid_client_optional_scopes: kind(
      z.strictObject({ realm_id: text, client_id: text, optional_scopes: texts }),
      (given) => scopes(given.realm_id, given.client_id, "optional", given.optional_scopes),
    ),
    keycloak_openid_audience_protocol_mapper: kind(
      z.strictObject({
        realm_id: text,
        client_id: text,
        name: text,
        included_client_audience: text,
        add_to_id_token: flag,
        add_to_access_token: flag,
      }),
      (given) =>
        mapper(`/${given.realm_id}/clients/${given.client_id}`, given.name, "oidc-audience-mapper", {
          "included.client.audience": given.included_client_audience,
          "id.token.claim": String(given.add_to_id_token),
          "access.token.claim": String(given.add_to_access_token),
        }),
    ),
    keycloak_openid_group_membership_protocol_mapper: kind(
      z.strictObject({ realm_id: text, client_scope_id: text, name: text, claim_name: text, full_path: flag }),
      (given) =>
        mapper(
          `/${given.realm_id}/client-scopes/${given.client_scope_id}`,
          given.name,
          "oidc-group-membership-mapper",
          {
            "claim.name": given.claim_name,
            "full.path": String(given.full_path),
            "id.token.claim": "true",
            "access.token.claim": "true",
            "userinfo.token.claim": "true",
          },
        ),
    ),
    "data.keycloak_openid_client": kind(z.strictObject({ realm_id: text, client_id: text }), async (given) => ({
      id: await only(`/${given.realm_id}/clients?clientId=${encodeURIComponent(given.client_id)}`),
    })),
    "data.keycloak_user": kind(z.strictObject({ realm_id: text, username: text }), async (given) => ({
      id: await only(`/${given.realm_id}/users?exact=true&username=${encodeURIComponent(given.username)}`),
    })),
    keycloak_openid_client_service_account_role: kind(
      z.strictObject({ realm_id: text, service_account_user_id: text, client_id: text, role: text }),
      async ({ realm_id: realm, service_account_user_id: account, client_id: client, role }) => {
        const wanted = await admin.must("GET", `/${realm}/clients/${client}/roles/${role}`);
        await admin.must("POST", `/${realm}/users/${account}/role-mappings/clients/${client}`, [wanted]);
        return { id: `${account}/${client}/${role}` };
      },
    ),
    ...flowKinds(admin),
  };
}
