import { load, CORE_SCHEMA, defineScalarTag } from "js-yaml";
import oost from "../../environments/noveu-oost";
import zuid from "../../environments/noveu-zuid";
import { identityAddress, identityEndpoints, surroundingsOf } from "../../planning/placement";
import { servicesOf } from "../../suites";

const identity = servicesOf(oost).find(({ name }) => name === "identity");
if (identity === undefined) throw new Error("the sample lacks a service");
const at = surroundingsOf(oost, oost.site, identity);
const workload = (name: string) => {
  const found = identity.workloads[name];
  if (found === undefined) throw new Error(`no workload ${name}`);
  return found;
};

const scalar = (tag: string) => defineScalarTag(tag, { resolve: (text) => `${tag} ${text}`, identify: () => false });
const schema = CORE_SCHEMA.withTags(scalar("!KeyOf"), scalar("!Env"), scalar("!File"));
const blueprint = workload("worker").files(at)["workspace.yaml"] ?? "";
const entries = (): readonly unknown[] => {
  const read = load(blueprint, { schema });
  return typeof read === "object" && read !== null && "entries" in read && Array.isArray(read.entries)
    ? read.entries
    : [];
};

const entry = (id: string): unknown =>
  entries().find((each) => typeof each === "object" && each !== null && "id" in each && each.id === id);

test("a service's client leads back to its own address, with a secret of the worker's and the one issuer", () => {
  expect(entry("client-chat")).toMatchObject({
    model: "authentik_providers_oauth2.oauth2provider",
    attrs: {
      client_id: "chat",
      client_type: "confidential",
      client_secret: "!Env OIDC_CHAT",
      grant_types: ["authorization_code", "refresh_token"],
      issuer_mode: "global",
      signing_key: "!KeyOf tokens",
      redirect_uris: [
        { matching_mode: "strict", url: expect.stringMatching(/^https:\/\/[a-z]+\.oost\.example\.eu\//) },
      ],
    },
  });
  expect(workload("worker").environment(at)["OIDC_CHAT"]).toMatchObject({ secret: "oidc-chat", key: "client-secret" });
});

test("a program has no secret, may wait at any port of the machine itself, and its tokens are made out to the service", () => {
  expect(entry("client-mail-programs")).toMatchObject({
    attrs: {
      client_type: "public",
      authorization_flow: "!KeyOf authorize-asked",
      redirect_uris: [{ matching_mode: "regex", url: "http://127\\.0\\.0\\.1(:[0-9]+)?/" }],
    },
  });
  expect(entry("scope-openid-mail-programs")).toMatchObject({
    attrs: { scope_name: "openid", expression: 'return {"aud": ["mail-programs", "mail"]}' },
  });
});

test("whatever an entry refers to stands before it", () => {
  const known = new Set<string>();
  const missing: string[] = [];
  for (const each of entries()) {
    const text = JSON.stringify(each);
    for (const [, id = ""] of text.matchAll(/"!KeyOf ([^"]+)"/g)) if (!known.has(id)) missing.push(id);
    if (typeof each === "object" && each !== null && "id" in each && typeof each.id === "string") known.add(each.id);
  }
  expect(missing).toEqual([]);
});

test("every secret of a client lies with the service that shows it, and no value stands in the blueprint", () => {
  expect(identity.secrets["oidc-chat"]).toEqual({
    keys: { "client-secret": 48 },
    answers: { service: "chat", secret: "oidc" },
  });
  expect(blueprint).not.toMatch(/client_secret: (?!!Env )/);
});

test("nothing is told to anybody outside", () => {
  for (const name of ["authentik", "worker"]) {
    expect(workload(name).environment(at)).toMatchObject({
      AUTHENTIK_DISABLE_UPDATE_CHECK: "true",
      AUTHENTIK_DISABLE_STARTUP_ANALYTICS: "true",
      AUTHENTIK_ERROR_REPORTING__ENABLED: "false",
      AUTHENTIK_POSTGRESQL__SSLMODE: "require",
    });
    expect(workload(name)).toMatchObject({ egress: [], reaches: ["database"] });
  }
});

/** Envoy's configuration as the pods get it. */
const front = workload("front").files(at)["envoy.yaml"] ?? "";
const documents = [...front.matchAll(/inline_string: '(.+)'/g)].map(([, text = ""]): unknown => JSON.parse(text));

test("the issuer says of itself what services are told, by the public name outside and by its own inside", () => {
  const inside = identityAddress(oost, "chat");
  const outside = identityEndpoints(oost, "chat");
  expect(documents).toEqual([
    expect.objectContaining({
      issuer: outside.issuer,
      authorization_endpoint: outside.authorization,
      token_endpoint: outside.token,
      jwks_uri: outside.keys,
      end_session_endpoint: outside.end,
    }),
    expect.objectContaining({
      issuer: inside.issuer,
      authorization_endpoint: inside.authorization,
      token_endpoint: inside.token,
      jwks_uri: inside.keys,
    }),
  ]);
  expect(inside.discovery).toBe(
    "http://identity-front.identity.svc.cluster.local:8080/.well-known/openid-configuration",
  );
});

test("what is handed on comes to authentik under the name that stands in tokens, by whichever name it was asked for", () => {
  expect(front.match(/host_rewrite_literal: iam\.oost\.example\.eu/g)).toHaveLength(6);
  expect(front.match(/key: x-forwarded-proto\n\s+value: https/g)).toHaveLength(6);
});

test("Keycloak's addresses are what they were", () => {
  const inside = "http://identity-keycloak.identity.svc.cluster.local:8080/realms/workspace";
  const issuer = "https://iam.zuid.example.eu/realms/workspace";
  expect(identityAddress(zuid, "chat")).toEqual({
    issuer,
    discovery: `${inside}/.well-known/openid-configuration`,
    authorization: `${issuer}/protocol/openid-connect/auth`,
    token: `${inside}/protocol/openid-connect/token`,
    keys: `${inside}/protocol/openid-connect/certs`,
    account: `${issuer}/account`,
    clientId: "chat",
  });
});
