import production from "../../environments/noveu-zuid";
import { namespacePolicy } from "../../constructs/platform/secrets/trust-policies";
import { planEnvironment } from "../../planning/plan-environment";
import { attributesOf, environmentWith, synthesizeWithoutCharts } from "./fixtures/synthesis";

const trust = synthesizeWithoutCharts().file("noveu-zuid-trust");

const policies = new Map(
  attributesOf(trust, "vault_policy").map(({ name, policy }) => [String(name), String(policy)] as const),
);
const roles = attributesOf(trust, "vault_kubernetes_auth_backend_role");
const namespaces = Object.keys(planEnvironment(production).namespaces);

/** Paths that a policy opens. */
const paths = (policy: string): readonly string[] =>
  [...policy.matchAll(/path "([^"]+)"/g)].map(([, path]) => path ?? "");

test("every namespace has one role for one account, with a token made out to the secrets server and the one policy of its own", () => {
  for (const namespace of namespaces) {
    expect(roles.filter(({ role_name: name }) => name === namespace)).toEqual([
      expect.objectContaining({
        bound_service_account_names: ["secrets-reader"],
        bound_service_account_namespaces: [namespace],
        audience: "secrets",
        token_no_default_policy: true,
        token_policies: [expect.stringContaining(`policy-namespace-${namespace}_`)],
      }),
    ]);
  }
});

test("certificates inside the cluster are signed for cert-manager alone, with a token made out to its issuer", () => {
  expect(roles.filter(({ role_name: name }) => name === "internal-certificates")).toEqual([
    expect.objectContaining({
      bound_service_account_names: ["cert-manager"],
      bound_service_account_namespaces: ["cert-manager"],
      audience: "vault://internal",
    }),
  ]);
});

test("a service's policy opens its own path and nothing beside it", () => {
  expect(paths(policies.get("namespace-files") ?? "")).toEqual([
    "platform/data/files/*",
    "platform/metadata/files/*",
    "platform/data/files/instance",
    "platform/metadata/files/instance",
  ]);
});

test("a service writes what it generates, and can't overwrite what it is given", () => {
  const policy = namespacePolicy({ namespace: "mail", generates: ["mail/recovery"] });
  const writable = [...policy.matchAll(/path "([^"]+)" \{\n {2}capabilities = \[[^\]]*"(?:create|update)"/g)].map(
    ([, path]) => path,
  );
  expect(writable).toEqual(["platform/data/mail/recovery", "platform/metadata/mail/recovery"]);
});

test("databases make their roles' passwords and the drill's, and read no other secret of a service", () => {
  const services = paths(policies.get("namespace-databases") ?? "").filter((path) => path.startsWith("platform/data/"));
  expect(services).toEqual([
    "platform/data/databases/*",
    "platform/data/ai/database",
    "platform/data/chat/database",
    "platform/data/config/database",
    "platform/data/files/database",
    "platform/data/identity/database",
    "platform/data/mail/database",
    "platform/data/databases/restore-drill",
  ]);
});

test("no role of production reaches a backup", () => {
  const ofRoles = [...policies].filter(([name]) => name.startsWith("namespace-") || name === "internal-certificates");
  expect(ofRoles.filter(([, policy]) => paths(policy).some((path) => path.startsWith("backup")))).toEqual([]);
  expect(JSON.stringify(roles)).not.toContain("backup");
});

test("a policy that reached a backup would have been found", () => {
  expect(paths('path "backup/data/*" {\n  capabilities = ["read"]\n}')).toEqual(["backup/data/*"]);
});

test("backups have a key of their own that can be neither exported nor deleted", () => {
  expect(attributesOf(trust, "vault_transit_secret_backend_key")).toContainEqual(
    expect.objectContaining({
      backend: expect.stringContaining("backup-keys"),
      name: "backups",
      exportable: false,
      deletion_allowed: false,
    }),
  );
});

test("every tenant has a key, and the policy that uses it uses no other", () => {
  expect(paths(policies.get("tenant-noveu-zuid") ?? "")).toEqual([
    "transit/encrypt/noveu-zuid",
    "transit/decrypt/noveu-zuid",
  ]);
});

test("the root signs one intermediate; names of services come from that alone", () => {
  expect(attributesOf(trust, "vault_pki_secret_backend_root_cert")).toEqual([
    expect.objectContaining({ type: "internal", max_path_length: 1 }),
  ]);
  expect(attributesOf(trust, "vault_pki_secret_backend_root_sign_intermediate")).toEqual([
    expect.objectContaining({ max_path_length: 0 }),
  ]);
  expect(attributesOf(trust, "vault_pki_secret_backend_role")).toEqual([
    expect.objectContaining({
      allowed_domains: ["svc.cluster.local", "svc"],
      allow_bare_domains: false,
      allow_wildcard_certificates: false,
    }),
  ]);
});

const stored = attributesOf(trust, "vault_kv_secret_v2");
const receivers = "monitoring/alert-receivers";

test("keys to buckets lie where charts fetch them", () => {
  const written = stored.map(({ name }) => name).filter((name) => name !== receivers);
  expect(written.map(String).sort()).toEqual([
    "ai/bucket-documents/eu-south-mil",
    "ai/bucket-documents/eu-west-par",
    "audit/bucket-audit/eu-south-mil",
    "audit/bucket-audit/eu-west-par",
    "chat/bucket-media/eu-south-mil",
    "chat/bucket-media/eu-west-par",
    "config/bucket-settings/eu-south-mil",
    "config/bucket-settings/eu-west-par",
    "databases/bucket-archive/eu-south-mil",
    "databases/bucket-archive/eu-west-par",
    "dumps/bucket-dumps/eu-south-mil",
    "dumps/bucket-dumps/eu-west-par",
    "files/bucket-files/eu-south-mil",
    "files/bucket-files/eu-west-par",
    "mail/bucket-mail/eu-south-mil",
    "mail/bucket-mail/eu-west-par",
    "platform-audit/bucket-platform-audit/eu-south-mil",
    "platform-audit/bucket-platform-audit/eu-west-par",
    "restore/eu-south-mil",
    "restore/eu-west-par",
  ]);
});

test("keys to buckets are written, never read back, and anew when they change", () => {
  for (const secret of stored.filter(({ name }) => name !== receivers)) {
    expect(secret).toMatchObject({
      disable_read: true,
      data_json_wo: expect.stringMatching(/^\$\{jsonencode\(.*\.secret_access_key\}\)\}$/),
      lifecycle: {
        replace_triggered_by: [expect.stringMatching(/^ovh_cloud_project_user_s3_credential\..*\.secret_access_key$/)],
      },
    });
    expect(secret).not.toHaveProperty("data_json");
  }
});

test("what opens the ways of alerts is the operator's, at the hosts of the facts, and stays in no state", () => {
  expect(stored.filter(({ name }) => name === receivers)).toEqual([
    expect.objectContaining({
      disable_read: true,
      data_json_wo_version: "${var.alert_receivers_version}",
      data_json_wo:
        '${jsonencode({"page-1-address" = var.alert_receivers.page_1_address, "relay-password" = var.alert_receivers.relay_password, "watchdog-address" = var.alert_receivers.watchdog_address})}',
    }),
  ]);
  const variable = JSON.stringify(trust.variable);
  expect(variable).toContain('startswith(var.alert_receivers.page_1_address, \\"https://alerts.duty.example.eu/\\")');
  expect(variable).toContain("var.alert_receivers.relay_password != ");
});

test("a failover takes the keys from the site that is gone", () => {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const after = synthesizeWithoutCharts(environmentWith({ recovery: { ...recovery, active: "standby" } })).file(
    "noveu-zuid-trust",
  );
  const users = new Set(
    attributesOf(after, "ovh_cloud_project_user_s3_credential").map(({ user_id: user }) => String(user)),
  );
  expect(users.size).toBe(10);
  expect([...users].filter((user) => !user.includes("infrastructure-eu-south-mil"))).toEqual([]);
  expect(after.text).not.toContain("infrastructure-eu-west-par");
});

test("OpenBao is asked for what its API can do", () => {
  expect(trust.provider["vault"]).toEqual([
    { address: "https://secrets.zuid.example.eu", skip_get_vault_version: true, vault_version_override: "1.14.0" },
  ]);
  expect(attributesOf(trust, "vault_audit")).toEqual([]);
});
