import { signIn } from "../../../audit/checks/sign-in";
import { events } from "../../../audit/checks/events";
import type { Facts } from "../../../audit";
import oost from "../../../environments/noveu-oost";
import { complaints, inManifest, realFacts, type Sabotage } from "../recovery/real-output";

const facts = realFacts(oost);
const worker = "polder/identity/Deployment/identity-worker";
const files = Object.keys(facts.kubernetes).find((id) => id.includes("/identity/ConfigMap/identity-worker-")) ?? "";

const textOf = (before: Facts): string => {
  const found = JSON.stringify(before.kubernetes[files]?.object);
  const read: unknown = JSON.parse(found);
  return typeof read === "object" && read !== null && "data" in read ? fileOf(read.data) : "";
};

const fileOf = (data: unknown): string =>
  typeof data === "object" && data !== null && "workspace.yaml" in data ? String(data["workspace.yaml"]) : "";

/** Another blueprint: some of its text is changed, which must be there. */
const inBlueprint =
  (from: string | RegExp, to: string): Sabotage =>
  (before) => {
    const text = textOf(before);
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`the blueprint has no ${String(from)}`);
    return inManifest(files, ["data", "workspace.yaml"], changed)(before);
  };

/** The same within the client of one service or program. */
const inClient = (name: string, from: string, to: string): Sabotage =>
  inBlueprint(
    new RegExp(`(- id: client-${name}\\n[\\s\\S]*?)${from.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`),
    `$1${to}`,
  );

/** The same within the entry of an id. */
const inEntry = (id: string, from: string, to: string): Sabotage =>
  inBlueprint(new RegExp(`(- id: ${id}\\n[\\s\\S]*?)${from.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`), `$1${to}`);

const policyOf = (target: string): RegExp =>
  new RegExp(`- model: authentik_policies\\.policybinding\\n\\s+identifiers:\\n\\s+target: !KeyOf ${target}\\n`);

const unbound = (target: string): Sabotage =>
  inBlueprint(policyOf(target), "- model: authentik_core.token\n    identifiers:\n      target: !KeyOf nowhere\n");

test("nothing of it is Terraform's: no stack, no provider", () => {
  const types = Object.values(facts.terraform).map(({ stack, address }) => `${stack} ${address}`);
  expect(types.filter((text) => /-identity |keycloak/.test(text))).toEqual([]);
});

test("its namespace writes each client's secret where the service reads it, and nothing else of the service's", () => {
  const policies = Object.values(facts.terraform).flatMap(({ type, attributes }) =>
    type === "vault_policy" ? [JSON.stringify(attributes)] : [],
  );
  const own = policies.find((policy) => policy.includes("platform/data/identity/*")) ?? "";
  const written = [...own.matchAll(/platform\/data\/([\w/*-]+)\\" \{\\n {2}capabilities = \[\\"create/g)];
  expect(written.map(([, path]) => path).sort()).toEqual([
    "chat/oidc",
    "config/oidc",
    "files/oidc",
    "identity/bootstrap",
    "identity/server",
    "mail/oidc",
    "ops/oidc",
    "portal/oidc",
  ]);
});

test("what is synthesized passes, one client excused by name", () => {
  expect(complaints(signIn, facts)).toEqual([]);
  const verdicts = signIn.judge(facts).filter(({ object }) => object === worker);
  // The flow, six services, and the two programs of mail.
  expect(verdicts).toHaveLength(9);
  const notes = verdicts.flatMap((verdict) => (verdict.outcome === "pass" ? (verdict.note ?? []) : []));
  expect(notes).toEqual([expect.stringContaining("exception proof-key: config: Forgejo")]);
});

test.each<[string, Sabotage, string]>([
  ["a file that is no blueprint", inBlueprint("version: 1", "version: 2"), "can't be read"],
  ["a tag that nobody knows", inBlueprint("!KeyOf sign-in", "!Guess sign-in"), "can't be read"],
  [
    "no brand",
    inBlueprint("model: authentik_brands.brand", "model: authentik_brands.other"),
    "people sign in by authentik's own flow",
  ],
  [
    "a brand whose flow is authentik's",
    inBlueprint("flow_authentication: !KeyOf sign-in", "flow_authentication: !KeyOf nothing"),
    "leads to no flow",
  ],
  ["no second factor", inBlueprint("stage: !KeyOf second-factor", "stage: !KeyOf who"), "a password alone"],
  ["a session before the second factor", inEntry("sign-in-signed-in", "order: 50", "order: 35"), "a password alone"],
  [
    "who has no second factor passes",
    inBlueprint("not_configured_action: configure", "not_configured_action: skip"),
    "without one",
  ],
  ["codes by mail", inBlueprint("- totp\n", "- email\n"), "no second factor in somebody's hands"],
  [
    "a second factor for a while",
    inBlueprint("last_auth_threshold: seconds=0", "last_auth_threshold: days=30"),
    "for a while",
  ],
  [
    "a second factor for some",
    inBlueprint("target: !KeyOf application-chat", "target: !KeyOf sign-in-second-factor"),
    "is left out for some",
  ],
  [
    "tokens in place of passwords",
    inBlueprint("authentik.core.auth.InbuiltBackend", "authentik.core.auth.TokenBackend"),
    "people's own passwords",
  ],
  ["passwords guessed without end", unbound("sign-in-rest"), "without end"],
  ["a bound that is none", inBlueprint("threshold: -10", "threshold: -1000"), "without end"],
  [
    "a bound judged before anybody is known",
    inEntry("sign-in-rest", "re_evaluate_policies: true", "re_evaluate_policies: false"),
    "without end",
  ],
  ["authentik's own way in", unbound("default-authentication-flow"), "default-authentication-flow"],
  ["authentik's own passwords", unbound("default-password-change"), "default-password-change"],
  ["a refusal that refuses nobody", inBlueprint("return False", "return True"), "is open beside"],
  ["short passwords", inBlueprint("length_min: 14", "length_min: 8"), "length of passwords"],
  ["no demand for a proof key", unbound("application-chat"), "intercepts a code"],
  ["a proof in the clear", inBlueprint('== "S256"', '== "plain"'), "intercepts a code"],
  ["a proof or nothing", inBlueprint("and bool(", "or bool("), "intercepts a code"],
  [
    "a policy that any other outvotes",
    inEntry("application-chat", "policy_engine_mode: all", "policy_engine_mode: any"),
    "intercepts a code",
  ],
  [
    "an exception without a reason",
    inBlueprint(/exception-proof-key\.config: .*/, 'exception-proof-key.config: " "'),
    "intercepts a code",
  ],
  [
    "a secret in the file",
    inClient("chat", "client_secret: !Env OIDC_CHAT", "client_secret: known"),
    "no secret of the worker's",
  ],
  [
    "a secret that everybody has",
    inClient("mail-programs", "client_type: public", "client_type: public\n      client_secret: known"),
    "everybody who has the program",
  ],
  ["passwords for tokens", inClient("chat", "- refresh_token", "- password"), "without the sign-in page"],
  ["a pattern", inClient("chat", "matching_mode: strict", "matching_mode: regex"), "makes fit"],
  ["a wider pattern for programs", inClient("mail-programs", "(:[0-9]+)?/", "(:[0-9]+)?/.*"), "makes fit"],
  ["an address in the clear", inClient("chat", "url: https://", "url: http://"), "others can read"],
  [
    "tokens signed with the client's secret",
    inClient("chat", "signing_key: !KeyOf tokens", "signing_key: !KeyOf none"),
    "the program itself knows",
  ],
  ["a key in the file", inBlueprint("key_data: !File /signing/tls.key", "key_data: known"), "the program itself knows"],
  ["an issuer of its own", inClient("chat", "issuer_mode: global", "issuer_mode: per_provider"), "no service accepts"],
  [
    "tokens for a day",
    inClient("chat", "access_token_validity: minutes=5", "access_token_validity: days=1"),
    "longer than it may be",
  ],
  [
    "programs for a month",
    inClient("mail-programs", "refresh_token_validity: hours=1", "refresh_token_validity: days=30"),
    "longer than it may be",
  ],
  [
    "refresh tokens that work twice",
    inClient("mail-programs", "refresh_token_threshold: seconds=0", "refresh_token_threshold: hours=1"),
    "beside its owner",
  ],
  ["nobody asked", inBlueprint("mode: always_require", "mode: permanent"), "RFC 8252"],
])("%s: caught", (_, sabotage, says) => {
  const found = complaints(signIn, sabotage(facts));
  expect(found.length).toBeGreaterThan(0);
  expect(found.some((complaint) => complaint.includes(says)) ? "named" : found).toBe("named");
});

const variable = (deployment: string, name: string, value: string): Sabotage => {
  const id = `polder/identity/Deployment/${deployment}`;
  const text = JSON.stringify(facts.kubernetes[id]?.object);
  const names = [...text.matchAll(/"name":"([A-Z_]+)"/g)].map(([, found]) => found);
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`no variable ${name}`);
  return inManifest(id, ["spec", "template", "spec", "containers", 0, "env", index, "value"], value);
};

test("events of servers and workers are told, and handed on", () => {
  expect(complaints(events, facts)).toEqual([]);
  const judged = events.judge(facts).map(({ object }) => object);
  expect(judged).toEqual(expect.arrayContaining([worker, "polder/identity/Deployment/identity-authentik"]));
});

test.each<[string, Sabotage, string]>([
  [
    "events below what is written",
    variable("identity-authentik", "AUTHENTIK_LOG_LEVEL", "warning"),
    "AUTHENTIK_LOG_LEVEL",
  ],
  [
    "headers and cookies among the events",
    variable("identity-worker", "AUTHENTIK_LOG_LEVEL", "trace"),
    "AUTHENTIK_LOG_LEVEL",
  ],
  [
    "nobody who collects from the servers",
    (before) => ({
      ...before,
      plan: {
        ...before.plan,
        handed: Object.fromEntries(
          Object.entries(before.plan.handed).map(([id, { url, from }]) => [
            id,
            { url, from: Object.fromEntries(Object.entries(from).filter(([pods]) => pods !== "identity/authentik")) },
          ]),
        ),
      },
    }),
    "names nobody who collects",
  ],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(events, sabotage(facts))).toContainEqual(expect.stringContaining(says));
});
