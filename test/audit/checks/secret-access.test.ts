import { secretAccess } from "../../../audit/checks/secret-access";
import { granted, policyRules } from "../../../audit/checks/secret-access/policy";
import type { Facts } from "../../../audit";
import { textAt, type Json, type JsonPath } from "../../../audit/facts/json";
import { identity } from "../fixture/good-stacks";
import { all, inObject, inStack, nothing, withObject, withoutObject, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";
import { inBlock, inManifest, realFacts } from "../recovery/real-output";

const fetched = "gra11/shop/ExternalSecret/database";
const pushed = "gra11/shop/PushSecret/made";
const inStore = (path: JsonPath, value: Json | undefined): Edit =>
  inObject("gra11/shop/store-openbao", ["spec", "provider", "vault", ...path], value);
const inRole = (field: string, value: Json | undefined): Edit =>
  inStack(identity, ["resource", "vault_kubernetes_auth_backend_role", "shop", field], value);
const rule = (path: string, ...capabilities: readonly string[]): string =>
  `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`;
const policy = (...rules: readonly string[]): Edit =>
  inStack(identity, ["resource", "vault_policy", "shop", "policy"], rules.join("\n"));
const asking = (key: string): Edit => inObject("gra11/shop/secret-web", ["spec", "data", 0, "remoteRef", "key"], key);

const made: Edit = withObject("gra11/shop/push-made", {
  apiVersion: "external-secrets.io/v1alpha1",
  kind: "PushSecret",
  metadata: { name: "made", namespace: "shop" },
  spec: {
    secretStoreRefs: [{ kind: "SecretStore", name: "openbao" }],
    selector: { secret: { name: "made-generated" } },
    data: [{ match: { secretKey: "key", remoteRef: { remoteKey: "shop/made", property: "key" } } }],
  },
});
const signingKey = "dkim/export/signing-key/shop.s1/1";
const given = (path: string, method = "GET"): Edit =>
  withObject("gra11/shop/dkim", {
    apiVersion: "generators.external-secrets.io/v1alpha1",
    kind: "VaultDynamicSecret",
    metadata: { name: "dkim", namespace: "shop" },
    spec: {
      path,
      method,
      provider: {
        auth: {
          kubernetes: { role: "shop", serviceAccountRef: { name: "secrets-reader", audiences: ["secrets"] } },
        },
      },
    },
  });
const generated = "gra11/shop/VaultDynamicSecret/dkim";
const read = rule("platform/data/shop/*", "read");
const writes = (part: "data" | "metadata", ...capabilities: readonly string[]): string =>
  rule(`platform/${part}/shop/made`, ...capabilities);

const fails = (name: string, edit: Edit, object: string, ...says: readonly string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says,
});

judges(secretAccess, [
  { name: "what is fetched below the namespace's own folder", edit: nothing, outcome: "pass" },
  {
    name: "what is stored where a rule lets it be made, read and marked",
    edit: all(
      made,
      policy(read, writes("data", "create", "read", "update"), writes("metadata", "create", "read", "update")),
    ),
    outcome: "pass",
  },
  {
    name: "a key that is given out by the path that a rule names",
    edit: all(given(signingKey), policy(read, rule(signingKey, "read"))),
    outcome: "pass",
  },
  fails(
    "a key that another namespace signs with",
    all(given("dkim/export/signing-key/store.s1/1"), policy(read, rule(signingKey, "read"))),
    generated,
    'role "shop"',
    "lacks read dkim/export/signing-key/store.s1/1",
  ),
  {
    name: "a generator that changes something at the server",
    edit: all(given(signingKey, "POST"), policy(read, rule(signingKey, "read", "update"))),
    outcome: "undecided",
    object: generated,
    says: ["changes something"],
  },
  { name: "a policy by its name", edit: inRole("token_policies", ["namespace-shop"]), outcome: "pass" },
  fails(
    "another folder",
    asking("store/database"),
    fetched,
    '"store/database"',
    'role "shop"',
    "lacks read platform/data/store/database",
  ),
  fails("a policy without the rule", policy(rule("platform/data/store/*", "read")), fetched, "lacks read"),
  fails("a rule of another mount", policy(rule("backup/data/shop/*", "read")), fetched, "lacks read"),
  fails("a rule that lists alone", policy(rule("platform/data/shop/*", "list")), fetched, "lacks read"),
  fails("a rule that takes it back", policy(read, rule("platform/data/shop/database", "deny")), fetched, "lacks read"),
  fails(
    "a path that may be read and is stored",
    all(made, policy(read)),
    pushed,
    "lacks create, update platform/data/shop/made and create, read, update platform/metadata/shop/made",
  ),
  fails(
    "what is stored and can't be marked",
    all(made, policy(read, writes("data", "create", "read", "update"))),
    pushed,
    "lacks create, read, update platform/metadata/shop/made",
  ),
  fails(
    "what can be made and never changed",
    all(made, policy(read, writes("data", "create", "read"), writes("metadata", "create", "read", "update"))),
    pushed,
    "lacks update platform/data/shop/made",
  ),
  fails(
    "a store that is not there",
    withoutObject("gra11/shop/store-openbao"),
    fetched,
    '"SecretStore/openbao" is not in the namespace',
  ),
  fails(
    "a role that no stack makes",
    inStore(["auth", "kubernetes", "role"], "shops"),
    fetched,
    '"shops" is no role of login kubernetes',
  ),
  fails("a role of another login", inRole("backend", "elsewhere"), fetched, "is no role of login kubernetes"),
  fails(
    "a role for another namespace",
    inRole("bound_service_account_namespaces", ["store"]),
    fetched,
    'lets nobody in from namespace "shop"',
  ),
  fails(
    "a role for another account",
    inRole("bound_service_account_names", ["default"]),
    fetched,
    'account "secrets-reader"',
  ),
  fails("a role for another audience", inRole("audience", "somebody"), fetched, 'wants a token for "somebody"'),
  {
    name: "a policy that is in no file",
    edit: inRole("token_policies", ["by-hand"]),
    outcome: "undecided",
    object: fetched,
    says: ["carries a policy that is in no file"],
  },
  {
    name: "a store of another version",
    edit: inStore(["version"], "v1"),
    outcome: "undecided",
    object: fetched,
    says: ["asks in a way that this check does not know"],
  },
  {
    name: "secrets that are looked for",
    edit: inObject("gra11/shop/secret-web", ["spec", "dataFrom"], [{ find: { name: { regexp: ".*" } } }]),
    outcome: "undecided",
    object: fetched,
    says: ["is looked for, not named"],
  },
]);

test.each<[path: string, rules: readonly string[], expected: readonly string[]]>([
  ["a/b", [rule("a/*", "read"), rule("a/b", "update")], ["update"]],
  ["a/b/c", [rule("a/+/c", "update"), rule("a/*", "read")], ["update"]],
  ["a/b/c", [rule("a/b/*", "update"), rule("a/+/c", "read")], ["update"]],
  ["a/b/c", [rule("+/b/c", "read"), rule("a/+/c", "update")], ["update"]],
  ["a/b", [rule("a/b", "read"), rule("a/b", "update")], ["read", "update"]],
  ["a/b", [rule("a/b", "read"), rule("a/b", "deny")], []],
  ["a/b/c", [rule("a/+", "read")], []],
  ["a/bc", [rule("a/b*", "read")], ["read"]],
  ["a", [rule("a/*", "read")], []],
])("at %s, %j grant %j", (path, rules, expected) => {
  expect([...granted(policyRules(rules.join("\n")), path)].sort()).toEqual(expected);
});

describe("what is synthesized", () => {
  const real = realFacts();
  const failures = (facts: Facts): readonly string[] =>
    secretAccess.judge(facts).flatMap((verdict) => (verdict.outcome === "pass" ? [] : [verdict.object]));
  const [push = ""] = Object.keys(real.kubernetes).filter((id) => id.includes("/PushSecret/"));

  test("may do all that it asks", () => {
    expect(push).not.toBe("");
    expect(failures(real)).toEqual([]);
  });

  test("is caught where a secret goes elsewhere, and where a policy says nothing", () => {
    const elsewhere = inManifest(push, ["spec", "data", 0, "match", "remoteRef", "remoteKey"], "elsewhere/key")(real);
    expect(failures(elsewhere)).toEqual([push]);
    const name = `namespace-${real.kubernetes[push]?.namespace ?? ""}`;
    const [its = ""] = Object.entries(real.terraform).flatMap(([id, { type, attributes }]) =>
      type === "vault_policy" && textAt(attributes, "name") === name ? [id] : [],
    );
    expect(failures(inBlock(its, ["policy"], "")(real))).toContain(push);
  });
});
