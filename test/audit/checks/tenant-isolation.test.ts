import type { Facts, KubernetesFact, TerraformFact } from "../../../audit";
import type { Verdict } from "../../../audit";
import { tenantIsolation } from "../../../audit/checks/tenant-isolation";
import { zoneMatrix } from "../../../audit/checks/zone-matrix";
import { written } from "../../harness/written";
import { cloudWith } from "../../tenancy/shared-environment";

const { facts } = written(cloudWith({ alba: { users: 120 }, borg: { users: 60 } }));

const failures = (verdicts: readonly Verdict[]): readonly string[] =>
  verdicts.flatMap((verdict) => (verdict.outcome === "fail" ? [`${verdict.object}: ${verdict.message}`] : []));

/** The facts with one object, found by a part of its id, written anew. */
function withObject(part: string, change: (text: string) => string, kind?: string): Facts {
  const [id, fact] =
    Object.entries(facts.kubernetes).find(
      ([key, each]) => key.includes(part) && (kind === undefined || each.kind === kind),
    ) ?? [];
  if (id === undefined || fact === undefined) throw new Error(`no object ${part}`);
  const before = JSON.stringify(fact);
  const after = change(before);
  expect(after).not.toBe(before);
  const changed: KubernetesFact = JSON.parse(after);
  return { ...facts, kubernetes: { ...facts.kubernetes, [id]: changed } };
}

/** The facts with one Terraform block, found by parts of its id, written anew. */
function withBlock(parts: readonly string[], change: (text: string) => string): Facts {
  const [id, fact] = Object.entries(facts.terraform).find(([key]) => parts.every((part) => key.includes(part))) ?? [];
  if (id === undefined || fact === undefined) throw new Error(`no block ${parts.join(" ")}`);
  const before = JSON.stringify(fact);
  const after = change(before);
  expect(after).not.toBe(before);
  const changed: TerraformFact = JSON.parse(after);
  return { ...facts, terraform: { ...facts.terraform, [id]: changed } };
}

const replace =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

test("what was synthesized passes, for every tenant and subject", () => {
  const verdicts = tenantIsolation.judge(facts);
  expect(failures(verdicts)).toEqual([]);
  const judged = verdicts.map(({ object }) => object).filter((object) => object.startsWith("tenant/"));
  expect(judged.filter((object) => object.startsWith("tenant/borg/"))).toEqual(
    ["namespaces", "network", "databases", "secrets", "identity", "names", "states", "buckets"].map(
      (subject) => `tenant/borg/${subject}`,
    ),
  );
});

test("it has nothing to say of an environment without tenants", () => {
  const { tenancy: _, ...plan } = facts.plan;
  expect(tenantIsolation.applies?.({ ...facts, plan })).toBe(false);
});

describe("a sabotaged", () => {
  test.each<[string, () => Facts, string]>([
    [
      "namespace under another tenant's label",
      () =>
        withObject("_cluster/Namespace/alba-mail", replace('"bestek.eu/tenant":"alba"', '"bestek.eu/tenant":"borg"')),
      'tenant/alba/namespaces: eu-south-mil/_cluster/Namespace/alba-mail bestek.eu/tenant: "borg" is not "alba"',
    ],
    [
      "certificate inside the cluster that names another tenant's workload",
      () =>
        withObject(
          "alba-audit/Certificate/identity-writer",
          replace(/audit-writer\.alba-audit/, "audit-writer.borg-audit"),
        ),
      'tenant/alba/names: eu-south-mil/alba-audit/Certificate/identity-writer: "audit-writer.borg-audit.svc.cluster.local" lies outside',
    ],
    [
      "namespace in another cell",
      () =>
        withObject(
          "_cluster/Namespace/alba-mail",
          replace(/"bestek.eu\/database-cell":"[^"]+"/, '"bestek.eu/database-cell":"postgres-9"'),
        ),
      'tenant/alba/namespaces: eu-south-mil/_cluster/Namespace/alba-mail bestek.eu/database-cell: "postgres-9" is not',
    ],
    [
      "release that puts an object into another tenant's namespace",
      () => withObject("alba-files/ConfigMap/", replace('"namespace":"alba-files"', '"namespace":"borg-files"')),
      "is an object of the tenant's release outside its own namespaces",
    ],
    [
      "policy that lets another tenant in",
      () => withObject("alba-mail/NetworkPolicy/mail-stalwart", replace(/alba-files/g, "borg-files")),
      "opens to namespace \"borg-files\", which is neither the tenant's nor the platform's",
    ],
    [
      "policy that selects tenants by label",
      () =>
        withObject(
          "alba-mail/NetworkPolicy/mail-stalwart",
          replace(/"kubernetes.io\/metadata.name":"alba-files"/g, '"bestek.eu/tenant-part":"files"'),
        ),
      "selects namespaces by something else than their name",
    ],
    [
      "policy that names nobody",
      () => withObject("alba-mail/NetworkPolicy/mail-stalwart", replace(/"from":\[.*?\],"ports"/, '"ports"')),
      "opens to anyone, another tenant among them",
    ],
    [
      "policy that opens to the pods' addresses",
      () => withObject("alba-mail/NetworkPolicy/mail-stalwart", replace(/"except":\[[^\]]*\]/, '"except":[]')),
      "opens to addresses that pods of other tenants may have",
    ],
    [
      "database of another tenant's role",
      () => withObject("Database/alba-mail", replace('"owner":"alba-mail"', '"owner":"borg-mail"'), "Database"),
      'spec.owner: "borg-mail" is not "alba-mail"',
    ],
    [
      "database in another cell",
      () =>
        withObject(
          "Database/alba-mail",
          replace(/"cluster":\{"name":"[^"]+"\}/, '"cluster":{"name":"postgres"}'),
          "Database",
        ),
      'spec.cluster.name: "postgres" is not',
    ],
    [
      "role with rights over all databases",
      () =>
        withObject("DatabaseRole/alba-mail", replace('"login":true', '"login":true,"superuser":true'), "DatabaseRole"),
      "lets the role out of its own database",
    ],
    [
      "role without a limit of connections",
      () =>
        withObject("DatabaseRole/alba-mail", replace(/"connectionLimit":\d+/, '"connectionLimit":-1'), "DatabaseRole"),
      "lets one tenant take every connection",
    ],
    [
      "cell that lets every role into every database",
      () =>
        withObject(
          "Cluster/postgres-cell-0",
          replace('"host all all all reject"', '"host all all all scram-sha-256"'),
          "Cluster",
        ),
      "does not end in a rule that rejects",
    ],
    [
      "cell that names all databases",
      () => withObject("Cluster/postgres-cell-0", replace("hostssl sameuser all", "hostssl all all"), "Cluster"),
      "lets a role into other databases than its own",
    ],
    [
      "policy in OpenBao for another tenant's secrets",
      () =>
        withBlock(
          ["tenant-alba:", "vault_policy.", "namespace-alba-mail"],
          replace(/tenants\/alba\/mail\/\*/, "tenants/borg/mail/*"),
        ),
      'platform/data/tenants/borg/mail/*" lets the tenant into what is not its own',
    ],
    [
      "policy in OpenBao for the key that signs another tenant's mail",
      () =>
        withBlock(
          ["tenant-alba:", "vault_policy.", "namespace-alba-mail"],
          replace("signing-key/alba.s1/1", "signing-key/borg.s1/1"),
        ),
      'dkim/export/signing-key/borg.s1/1" lets the tenant into what is not its own',
    ],
    [
      "key that signs another tenant's mail, asked for",
      () => withObject("alba-mail/VaultDynamicSecret/dkim-s1", replace("signing-key/alba.s1", "signing-key/borg.s1")),
      '"dkim/export/signing-key/borg.s1/1" is no key that signs the tenant\'s mail',
    ],
    [
      "policy in OpenBao with a wildcard",
      () =>
        withBlock(
          ["tenant-alba:", "vault_policy.", "namespace-alba-mail"],
          replace(/tenants\/alba\/mail\/\*/, "tenants/+/mail/*"),
        ),
      "lets the tenant into what is not its own",
    ],
    [
      "role in OpenBao for another tenant's pods",
      () =>
        withBlock(
          ["tenant-alba:", "vault_kubernetes_auth_backend_role.", "alba-mail"],
          replace('"alba-mail"]', '"alba-mail","borg-mail"]'),
        ),
      '"borg-mail" is no namespace of the tenant',
    ],
    [
      "policy of the platform for tenants' keys",
      () =>
        withBlock(
          ["noveu-cloud-trust:", "vault_policy.", "namespace-identity"],
          replace(/path \\"[^"\\]*\\"/, 'path \\"transit/decrypt/*\\"'),
        ),
      "lets a part of the platform into tenants' secrets or keys",
    ],
    [
      "policy of the drill of the secrets for tenants' names",
      () =>
        withBlock(
          ["noveu-cloud-trust:", "vault_policy.", "snapshot-drill"],
          replace('"platform/metadata', '"platform/metadata/tenants'),
        ),
      "lets a part of the platform into tenants' secrets or keys",
    ],
    [
      "secret fetched from another tenant's folder",
      () => withObject("alba-files/ExternalSecret/database", replace("tenants/alba/files", "tenants/borg/files")),
      '"tenants/borg/files/database" lies outside the tenant\'s folder',
    ],
    [
      "store with another tenant's role",
      () => withObject("alba-files/SecretStore/openbao", replace('"role":"alba-files"', '"role":"borg-files"')),
      '"borg-files" is not the role of its own namespace',
    ],
    [
      "user who sees another tenant's bucket",
      () =>
        withBlock(
          ["tenant-alba-storage-eu-west-par:", "ovh_cloud_project_user_s3_policy.", "files"],
          replace(/noveu-cloud-alba-files-eu-west-par/g, "noveu-cloud-borg-files-eu-west-par"),
        ),
      '"noveu-cloud-borg-files-eu-west-par" is no bucket of the tenant',
    ],
    [
      "client in another tenant's realm",
      () => withBlock(["tenant-alba:", "keycloak_openid_client."], replace(/"realm_id":"[^"]+"/, '"realm_id":"borg"')),
      'realm_id: "borg" is not the tenant\'s own realm',
    ],
    [
      "right to change accounts instead of seeing them",
      () => withBlock(["tenant-alba:", "_service_account_role."], replace("view-users", "manage-users")),
      'realm_id: "master" is not the tenant\'s own realm',
    ],
    [
      "right over another tenant's realm",
      () =>
        withBlock(
          ["tenant-alba:", "data.keycloak_openid_client.accounts-rights"],
          replace(/"client_id":"[^"]+"/, '"client_id":"borg-realm"'),
        ),
      'realm_id: "master" is not the tenant\'s own realm',
    ],
    [
      "right to see accounts in other hands than the counting program's",
      () =>
        withBlock(
          ["tenant-alba:", "data.keycloak_user.accounts-program"],
          replace("service-account-metering", "service-account-borg"),
        ),
      'realm_id: "master" is not the tenant\'s own realm',
    ],
    [
      "listener for another tenant's name",
      () => withObject("alba-portal/ListenerSet", replace("portal.alba.example.eu", "portal.borg.example.eu")),
      '"portal.borg.example.eu" lies outside "alba.example.eu"',
    ],
    [
      "route for the name by which another tenant is looked up",
      () =>
        withObject("alba-mail/TLSRoute/mail-993", replace("alba.mail.cloud.example.eu", "borg.mail.cloud.example.eu")),
      '"borg.mail.cloud.example.eu" lies outside "alba.example.eu"',
    ],
    [
      "route for the names by which all tenants are looked up",
      () => withObject("alba-mail/TLSRoute/mail-993", replace("alba.mail.cloud.example.eu", "*.mail.cloud.example.eu")),
      '"*.mail.cloud.example.eu" lies outside "alba.example.eu"',
    ],
    [
      "route without a name",
      () => withObject("alba-mail/TLSRoute/mail-993", replace(/"hostnames":\[[^\]]*\],?/, "")),
      "takes connections whatever name they ask for",
    ],
    [
      "stack that reads another tenant's state",
      () =>
        withBlock(
          ["tenant-alba:", "data.terraform_remote_state."],
          replace(/"key":"noveu-cloud-tenant-alba/, '"key":"noveu-cloud-tenant-borg'),
        ),
      "is the state of another tenant",
    ],
  ])("%s fails", (_, sabotaged, expected) => {
    expect(failures(tenantIsolation.judge(sabotaged())).join("\n")).toContain(expected);
  });
});

describe("the zone matrix judges tenants too", () => {
  test("and finds nothing in what was synthesized", () => {
    expect(failures(zoneMatrix.judge(facts))).toEqual([]);
  });

  test.each<[string, () => Facts, string]>([
    [
      "a tenant's policy that opens to more of the platform than its flows say",
      () => withObject("alba-files/NetworkPolicy/files-web", replace(/"port":5432/, '"port":5433')),
      "undeclared path|is closed: declared path cannot work",
    ],
    [
      "a cell that takes tenants of every cell",
      () => {
        const own = facts.plan.tenancy?.tenants["alba"]?.cell ?? "";
        return withObject(
          `databases/NetworkPolicy/${own}-instance`,
          replace(new RegExp(`"bestek.eu/database-cell":"${own}"`, "g"), '"bestek.eu/database-cell":"postgres-9"'),
        );
      },
      "is closed: declared path cannot work",
    ],
    [
      "a namespace of a tenant that is open until a policy closes it",
      () =>
        withObject(
          "alba-files/NetworkPolicy/default-deny",
          replace('"podSelector":{}', '"podSelector":{"matchLabels":{"a":"b"}}'),
        ),
      "has no NetworkPolicy that selects every pod",
    ],
  ])("%s fails", (_, sabotaged, expected) => {
    expect(failures(zoneMatrix.judge(sabotaged())).join("\n")).toMatch(new RegExp(expected));
  });
});
