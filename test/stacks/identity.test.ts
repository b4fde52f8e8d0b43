import production from "../../environments/noveu-zuid";
import { dedicated } from "../../environments/schema";
import { servicesOf } from "../../suites";
import {
  attributesOf,
  environmentWith,
  resourcesOf,
  synthesizeWithoutCharts,
  type StackFile,
} from "./fixtures/synthesis";

const identity = synthesizeWithoutCharts().file("noveu-zuid-identity");

const clients = (file: StackFile) =>
  new Map(attributesOf(file, "keycloak_openid_client").map((client) => [String(client["client_id"]), client] as const));

test("every service that signs people in has a client of its own name, and every program that does", () => {
  const expected = servicesOf(production).flatMap(({ name, needs }) =>
    needs.oidc === undefined ? [] : [name, ...Object.keys(needs.oidc.programs ?? {})],
  );
  expect([...clients(identity).keys()].sort()).toEqual([...expected].sort());
});

const programs = ["mail-programs", "stalwart-webui"];

test("a client signs in by authorization code with PKCE, and in no other way", () => {
  for (const [id, client] of clients(identity)) {
    expect(client).toMatchObject({
      access_type: programs.includes(id) ? "PUBLIC" : "CONFIDENTIAL",
      standard_flow_enabled: true,
      implicit_flow_enabled: false,
      direct_access_grants_enabled: false,
      service_accounts_enabled: false,
      full_scope_allowed: false,
    });
  }
  const without = [...clients(identity)].filter(([, client]) => client["pkce_code_challenge_method"] !== "S256");
  // Each has said why it can't.
  expect(without.map(([id]) => id)).toEqual(["config"]);
});

test("a client leads back to its own addresses, written out in full", () => {
  const other = synthesizeWithoutCharts(
    environmentWith({ tenancy: dedicated({ customer: "Noord", domain: "noord.example.eu" }) }),
  );
  const uris = (file: StackFile) => clients(file).get("mail")?.["valid_redirect_uris"];
  expect(uris(identity)).toEqual(["https://mail.zuid.example.eu/authorize/code"]);
  expect(uris(other.file("noveu-zuid-identity"))).toEqual(["https://mail.noord.example.eu/authorize/code"]);
});

test("a program leads back to its own page or its own machine, where people are asked first", () => {
  expect(clients(identity).get("stalwart-webui")).toMatchObject({
    valid_redirect_uris: [
      "https://mail.zuid.example.eu/account/oauth/callback",
      "https://mail.zuid.example.eu/admin/oauth/callback",
    ],
    web_origins: ["https://mail.zuid.example.eu"],
    consent_required: false,
  });
  expect(clients(identity).get("mail-programs")).toMatchObject({
    valid_redirect_uris: ["http://127.0.0.1/"],
    web_origins: [],
    consent_required: true,
  });
});

test("what a program holds works once, for a working day, and at its own service", () => {
  for (const program of programs) {
    expect(clients(identity).get(program)).toMatchObject({
      client_session_idle_timeout: "3600",
      client_session_max_lifespan: "36000",
      client_offline_session_idle_timeout: "36000",
    });
    const name = resourcesOf(identity, "keycloak_openid_client").find(
      ([, client]) => client["client_id"] === program,
    )?.[0];
    const mapper = attributesOf(identity, "keycloak_openid_audience_protocol_mapper").find(
      ({ client_id: client }) => client === `\${keycloak_openid_client.${String(name)}.id}`,
    );
    expect(mapper).toMatchObject({ included_client_audience: "mail", add_to_access_token: true });
  }
  expect(attributesOf(identity, "keycloak_realm")[0]).toMatchObject({
    revoke_refresh_token: true,
    refresh_token_max_reuse: 0,
  });
});

test("no redirect ends in a wildcard", () => {
  const loose = [...clients(identity)].filter(([, client]) =>
    JSON.stringify(client["valid_redirect_uris"]).includes("*"),
  );
  expect(loose).toEqual([]);
});

test("Keycloak makes the client's secret, and it goes straight to where the service fetches it", () => {
  for (const [, client] of clients(identity)) expect(client).not.toHaveProperty("client_secret");
  expect(attributesOf(identity, "vault_kv_secret_v2").map(({ mount, name }) => [mount, name])).toEqual([
    ["platform", "ai/oidc"],
    ["platform", "chat/oidc"],
    ["platform", "config/oidc"],
    ["platform", "files/oidc"],
    ["platform", "mail/oidc"],
    ["platform", "ops/oidc"],
    ["platform", "portal/oidc"],
  ]);
});

test("a token says for whom it is and which groups its owner is in", () => {
  const audiences = attributesOf(identity, "keycloak_openid_audience_protocol_mapper");
  expect(audiences.map((mapper) => mapper["included_client_audience"]).sort()).toEqual([
    "ai",
    "chat",
    "config",
    "files",
    "mail",
    "mail",
    "mail",
    "ops",
    "portal",
  ]);
  for (const { default_scopes: scopes } of attributesOf(identity, "keycloak_openid_client_default_scopes")) {
    expect(JSON.stringify(scopes)).toContain("keycloak_openid_client_scope.realm_groups_scope_");
  }
});

test("whoever tries passwords is stopped", () => {
  expect(attributesOf(identity, "keycloak_realm")).toEqual([
    expect.objectContaining({
      realm: "workspace",
      registration_allowed: false,
      security_defenses: expect.objectContaining({
        brute_force_detection: expect.objectContaining({ max_login_failures: 10, max_failure_wait_seconds: 900 }),
      }),
      password_policy: expect.stringContaining("length(14)"),
    }),
  ]);
});

/** Steps of the sign-in, in the order in which they run, as `<parent> > <step>: <requirement>`. */
function steps(file: StackFile): readonly string[] {
  const alias = new Map<string, string>(
    ["keycloak_authentication_flow", "keycloak_authentication_subflow"].flatMap((type) =>
      resourcesOf(file, type).map(
        ([name, attributes]) => [`\${${type}.${name}.alias}`, String(attributes["alias"])] as const,
      ),
    ),
  );
  return ["keycloak_authentication_subflow", "keycloak_authentication_execution"]
    .flatMap((type) => attributesOf(file, type))
    .sort((a, b) => Number(a["priority"]) - Number(b["priority"]))
    .map(
      ({ parent_flow_alias: parent, alias: flow, authenticator, requirement }) =>
        `${alias.get(String(parent)) ?? "?"} > ${String(authenticator ?? flow)}: ${String(requirement)}`,
    );
}

test("everybody needs a second factor, and who has none sets one up before going on", () => {
  expect(steps(identity)).toEqual([
    "browser with two factors > auth-cookie: ALTERNATIVE",
    "browser with two factors > identity-provider-redirector: ALTERNATIVE",
    "browser with two factors > password and second factor: ALTERNATIVE",
    "password and second factor > auth-username-password-form: REQUIRED",
    "password and second factor > second factor at hand: CONDITIONAL",
    "second factor at hand > conditional-user-configured: REQUIRED",
    "second factor at hand > webauthn-authenticator: ALTERNATIVE",
    "second factor at hand > auth-otp-form: ALTERNATIVE",
    "password and second factor > first second factor: CONDITIONAL",
    "first second factor > conditional-sub-flow-executed: REQUIRED",
    "first second factor > auth-otp-form: REQUIRED",
    "no password outside the browser > deny-access-authenticator: REQUIRED",
  ]);
  expect(attributesOf(identity, "keycloak_authentication_execution_config")).toEqual([
    expect.objectContaining({ config: { flow_to_check: "second factor at hand", check_result: "not-executed" } }),
  ]);
});

test("browsers go through that sign-in, and whatever else brings a password is refused", () => {
  expect(attributesOf(identity, "keycloak_authentication_bindings")).toEqual([
    expect.objectContaining({
      browser_flow: expect.stringContaining("keycloak_authentication_flow.realm_sign-in_flow_"),
      direct_grant_flow: expect.stringContaining("keycloak_authentication_flow.realm_sign-in_flow-elsewhere_"),
    }),
  ]);
});

test("sign-ins and changes are written down and leave the realm through the log", () => {
  expect(attributesOf(identity, "keycloak_realm_events")).toEqual([
    expect.objectContaining({
      events_enabled: true,
      events_expiration: 30 * 24 * 3600,
      admin_events_enabled: true,
      events_listeners: ["jboss-logging"],
    }),
  ]);
});

test("a new account starts as a user and no more", () => {
  expect(attributesOf(identity, "keycloak_default_groups")).toEqual([
    expect.objectContaining({ group_ids: [expect.stringContaining("keycloak_group.realm_groups_group-users_")] }),
  ]);
});
