import { portionsOf } from "../../audit";
import { defineEnvironment } from "../../environments/schema";
import { attributesOf, synthesizeWithoutCharts } from "../stacks/fixtures/synthesis";
import { azureWith, existingWith, garageWith } from "./other-clouds";
import { written, type Written } from "../harness/written";

const two = { alba: { users: 120 }, borg: { users: 60 } };
const three = { ...two, corp: { users: 2_500 } };

/** Files of one tenant's stacks, with the charts that they carry. */
const ofTenant = ({ files }: Written, tenant: string): ReadonlyMap<string, string> =>
  new Map([...files].filter(([path]) => path.startsWith("cdktf.out/stacks/") && path.includes(`-tenant-${tenant}`)));

/** Each cloud is written once with two tenants and once with three. */
const clouds = [
  { cloud: "azure", make: azureWith },
  { cloud: "existing", make: existingWith },
  { cloud: "existing, with Garage in the cluster", make: garageWith },
].map(({ cloud, make }) => ({ cloud, make, before: written(make(two)), after: written(make(three)) }));

describe.each(clouds)("on $cloud", ({ make, before, after }) => {
  test.each(["alba", "borg"])(
    "a third tenant changes no byte of the stacks of %s, nor of the charts in them",
    (tenant) => {
      expect(ofTenant(before, tenant).size).toBeGreaterThan(100);
      expect(ofTenant(after, tenant)).toEqual(ofTenant(before, tenant));
    },
  );

  test("no tenant's stack comes after another tenant's, or names it", () => {
    const ofAlba = after.stacks.filter(({ name }) => name.includes("-tenant-alba"));
    expect(ofAlba.length).toBeGreaterThanOrEqual(2);
    expect(ofAlba.flatMap((stack) => stack.after).filter((name) => /-tenant-(?!alba)/.test(name))).toEqual([]);
    expect([...ofTenant(after, "alba").values()].filter((text) => /\b(?:borg|corp)\b/.test(text))).toEqual([]);
  });

  test("each tenant has a database and a role in its cell, a realm, a key, a quota and closed namespaces", () => {
    const { facts } = portionsOf(after.facts).tenants.find(({ tenant }) => tenant === "alba") ?? {};
    const kinds = new Set(Object.values(facts?.kubernetes ?? {}).map(({ kind }) => kind));
    const types = new Set(Object.values(facts?.terraform ?? {}).map(({ type }) => type));
    for (const kind of ["Database", "DatabaseRole", "ResourceQuota", "NetworkPolicy"]) expect(kinds).toContain(kind);
    for (const type of ["keycloak_realm", "vault_transit_secret_backend_key"]) expect(types).toContain(type);
  });

  test("is planned and synthesized the same again", () => {
    const again = synthesizeWithoutCharts(make(two));
    const other = synthesizeWithoutCharts(make(two));
    for (const { name } of again.stacks) expect(other.file(name).text).toBe(again.file(name).text);
  });
});

describe("at Azure", () => {
  const synthesis = synthesizeWithoutCharts(azureWith(two));
  const storage = synthesis.file("noveu-noord-tenant-alba-storage-swedencentral");

  test("a tenant's objects lie in accounts of its own, what is written once in another, each under a key in a vault of its own", () => {
    const accountsOf = (tenant: string) =>
      ["swedencentral", "germanywestcentral"].flatMap((site) =>
        attributesOf(synthesis.file(`noveu-noord-tenant-${tenant}-storage-${site}`), "azurerm_storage_account"),
      );
    const names = ["alba", "borg"].flatMap((tenant) => accountsOf(tenant).map(({ name }) => name));
    expect(new Set(names).size).toBe(8);
    for (const account of accountsOf("alba")) {
      expect(account).toMatchObject({ shared_access_key_enabled: false, public_network_access_enabled: false });
      expect(JSON.stringify(account["customer_managed_key"])).toContain("azurerm_key_vault_key");
    }
    expect(attributesOf(storage, "azurerm_key_vault")).toHaveLength(2);
  });

  test("each of its buckets has two identities, lent to its own gateway and to what compares copies, and good for its own container", () => {
    expect(
      attributesOf(storage, "azurerm_federated_identity_credential")
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(
      ["audit", "files", "mail"].flatMap((service) =>
        [`objects-${service}`, "read-objects"].map((account) => `system:serviceaccount:alba-${service}:${account}`),
      ),
    );
    const roles = attributesOf(storage, "azurerm_role_assignment").map(
      ({ role_definition_name: role, scope }) => `${String(role)} on ${String(scope).split("/").at(-1) ?? ""}`,
    );
    for (const service of ["audit", "files", "mail"])
      for (const role of ["Contributor", "Reader"])
        expect(roles).toContain(`Storage Blob Data ${role} on noveu-noord-alba-${service}-swedencentral`);
    expect(roles.filter((role) => role.includes("azurerm_key_vault_key"))).toHaveLength(2);
    expect(roles).toHaveLength(8);
  });

  test("the accounts answer in the network of their site, and their trail is the site's", () => {
    expect(attributesOf(storage, "azurerm_private_endpoint")).toEqual(
      ["objects", "records"].map((account): unknown =>
        expect.objectContaining({
          name: `${account}-alba-swedencentral`,
          resource_group_name: "noveu-noord-swedencentral",
          subnet_id: expect.stringContaining("/virtualNetworks/noveu-noord-swedencentral/subnets/endpoints"),
        }),
      ),
    );
    for (const { log_analytics_workspace_id: workspace } of attributesOf(
      storage,
      "azurerm_monitor_diagnostic_setting",
    )) {
      expect(workspace).toMatch(/\/workspaces\/noveu-noord-swedencentral$/);
    }
  });

  test("objects are copied to the tenant's own accounts at the other site", () => {
    const copies = attributesOf(storage, "azurerm_storage_object_replication");
    expect(copies.map((copy) => copy["destination_storage_account_id"])).toEqual(
      ["objects", "records"].map((account): unknown =>
        expect.stringContaining(`/resourceGroups/noveu-noord-${account}-alba-germanywestcentral/`),
      ),
    );
    expect(
      synthesis.stacks.find(({ name }) => name === "noveu-noord-tenant-alba-storage-swedencentral")?.after,
    ).toContain("noveu-noord-tenant-alba-storage-germanywestcentral");
  });

  test("gateways and what compares copies are told their identities in the tenant's namespaces, and nobody is told another's", () => {
    const maps = attributesOf(synthesis.file("noveu-noord-tenant-alba-swedencentral"), "kubernetes_config_map_v1");
    expect(maps).toHaveLength(3);
    for (const { metadata, data } of maps) {
      const { namespace = "" }: { readonly namespace?: string } = Object(metadata);
      const service = namespace.replace("alba-", "");
      expect(data).toEqual({
        [`identity-${service}-${service}`]: expect.stringContaining(`user_${service}_${service}`),
        [`identity-read-${service}`]: expect.stringContaining(`user_read_${service}`),
      });
    }
  });

  test("keys to its gateways are its own namespaces' to make", () => {
    const writers = attributesOf(synthesis.file("noveu-noord-tenant-alba"), "vault_policy").filter(({ policy }) =>
      /data\/tenants\/alba\/mail\/bucket-mail" \{\n\s*capabilities = \["create"/.test(String(policy)),
    );
    expect(writers.map(({ name }) => name)).toEqual(["namespace-alba-mail"]);
  });

  test("the archive's identity is lent to the databases of every cell", () => {
    const subjects = attributesOf(
      synthesis.file("noveu-noord-infrastructure-swedencentral"),
      "azurerm_federated_identity_credential",
    ).map(({ subject }) => subject);
    expect(subjects).toEqual(
      expect.arrayContaining(
        ["postgres", "postgres-cell-0", "postgres-cell-1"].map((name) => `system:serviceaccount:databases:${name}`),
      ),
    );
  });

  test("a site that takes over asks nothing of the tenants' storage that is gone", () => {
    const { recovery } = azureWith(two).facts;
    if (recovery.kind !== "warm-standby") throw new Error("the sample has no standby");
    const survivor = synthesizeWithoutCharts(azureWith(two, { recovery: { ...recovery, active: "standby" } }));
    const { text } = survivor.file("noveu-noord-tenant-alba-storage-germanywestcentral");
    expect(text).not.toContain("swedencentral");
    expect(survivor.stacks.find(({ name }) => name === "noveu-noord-tenant-alba-germanywestcentral")?.after).toEqual([
      "noveu-noord-data-germanywestcentral",
      "noveu-noord-tenant-alba-storage-germanywestcentral",
    ]);
  });

  test("names fit, however long those of tenants are", () => {
    const id = "scholengroep-van-het-verre-oost";
    const long = synthesizeWithoutCharts(azureWith({ [id]: { users: 60 } }));
    const file = long.file(`noveu-noord-tenant-${id}-storage-germanywestcentral`);
    const longest = (type: string) => Math.max(...attributesOf(file, type).map(({ name }) => String(name).length));
    expect(longest("azurerm_resource_group")).toBeLessThanOrEqual(90);
    expect(longest("azurerm_storage_container")).toBeLessThanOrEqual(63);
    expect(longest("azurerm_private_endpoint")).toBeLessThanOrEqual(80);
    expect(longest("azurerm_user_assigned_identity")).toBeLessThanOrEqual(128);
  });
});

describe("on a cluster of the customer's own", () => {
  const synthesis = synthesizeWithoutCharts(existingWith(two));

  test("a tenant's buckets are made beside the cluster and where copies go, by the storages' own keys", () => {
    const storage = synthesis.file("noveu-eigen-tenant-alba-storage-cellar");
    expect(
      attributesOf(storage, "aws_s3_bucket")
        .map(({ bucket, provider }) => [bucket, provider])
        .sort(),
    ).toEqual([
      ["noveu-eigen-alba-audit-cellar", "aws.cellar-rgw"],
      ["noveu-eigen-alba-audit-cellar-copy", "aws.pumping-station"],
      ["noveu-eigen-alba-files-cellar", "aws.cellar-rgw"],
      ["noveu-eigen-alba-files-cellar-copy", "aws.pumping-station"],
      ["noveu-eigen-alba-mail-cellar", "aws.cellar-rgw"],
      ["noveu-eigen-alba-mail-cellar-copy", "aws.pumping-station"],
    ]);
  });

  test("keys are handed over under the tenant's name, so that one variable never reaches two tenants", () => {
    const handed = (tenant: string) =>
      Object.keys(synthesis.file(`noveu-eigen-tenant-${tenant}`).variable).filter((name) => !name.endsWith("_version"));
    expect(handed("alba").sort()).toEqual([
      "keys_alba_cellar_audit_audit",
      "keys_alba_cellar_copy_audit_audit",
      "keys_alba_cellar_copy_files_files",
      "keys_alba_cellar_copy_mail_mail",
      "keys_alba_cellar_files_files",
      "keys_alba_cellar_mail_mail",
    ]);
    expect(handed("alba").filter((name) => handed("borg").includes(name))).toEqual([]);
    const { variable, data } = synthesis.file("noveu-eigen-tenant-alba");
    expect(variable["keys_alba_cellar_mail_mail"]).toMatchObject({ ephemeral: true, sensitive: true });
    expect(data["terraform_remote_state"]).toBeUndefined();
  });

  test("where the customer makes the buckets there is no stack for them", () => {
    const { facts } = existingWith(two);
    if (facts.site.kind !== "existing" || facts.site.objects === undefined) throw new Error("not the sample");
    if (facts.recovery.kind !== "backup-restore" || typeof facts.recovery.offsite === "string")
      throw new Error("not the sample");
    const brought = synthesizeWithoutCharts(
      defineEnvironment({
        ...facts,
        site: { ...facts.site, objects: { ...facts.site.objects, buckets: "customer" } },
        recovery: { ...facts.recovery, offsite: { ...facts.recovery.offsite, buckets: "customer" } },
      }),
    );
    const tenants = brought.stacks.filter(({ name }) => name.includes("-tenant-"));
    expect(tenants.filter(({ name }) => name.includes("storage"))).toEqual([]);
    expect(Object.keys(brought.file("noveu-eigen-tenant-alba").variable)).toContain("keys_alba_cellar_mail_mail");
  });
});

describe("with Garage in the cluster", () => {
  const { files, facts } = written(garageWith(two));
  const chart = (release: string): string =>
    [...files]
      .flatMap(([path, text]) => (path.startsWith(`out/charts/cellar/${release}/`) ? [text] : []))
      .join("---\n");

  test("a tenant's buckets are made by its own release, beside the store and with keys born there", () => {
    const objects = Object.values(
      portionsOf(facts).tenants.find(({ tenant }) => tenant === "alba")?.facts.kubernetes ?? {},
    );
    const beside = objects.filter(({ namespace }) => namespace === "objects");
    expect(beside.filter(({ kind }) => kind === "Job")).toHaveLength(1);
    expect(chart("alba-objects")).toContain("value: noveu-eigen-alba-mail-cellar");
    expect(chart("alba-objects")).toContain("remoteKey: tenants/alba/mail/bucket-mail/cellar");
    expect(chart("alba-mail")).toContain("key: tenants/alba/mail/bucket-mail/cellar");
    expect(chart("objects")).not.toMatch(/alba|borg/);
  });

  test("outside there is storage for copies alone, and keys to nothing else are handed over", () => {
    const stacks = [...files.keys()].filter((path) => /-tenant-alba.*cdk\.tf\.json$/.test(path));
    expect(stacks.map((path) => path.split("/")[2]).sort()).toEqual([
      "noveu-eigen-tenant-alba",
      "noveu-eigen-tenant-alba-cellar",
      "noveu-eigen-tenant-alba-storage-cellar",
    ]);
    const text = (stack: string): string => files.get(`cdktf.out/stacks/${stack}/cdk.tf.json`) ?? "";
    expect(text("noveu-eigen-tenant-alba-storage-cellar").match(/"bucket": "noveu-eigen-alba-[a-z-]+"/g)).toEqual([
      '"bucket": "noveu-eigen-alba-audit-cellar-copy"',
      '"bucket": "noveu-eigen-alba-files-cellar-copy"',
      '"bucket": "noveu-eigen-alba-mail-cellar-copy"',
    ]);
    expect(new Set(text("noveu-eigen-tenant-alba").match(/"keys_[a-z_]+": /g))).toEqual(
      new Set(
        ["audit_audit", "files_files", "mail_mail"].flatMap((user) => [
          `"keys_alba_cellar_copy_${user}": `,
          `"keys_alba_cellar_copy_${user}_version": `,
        ]),
      ),
    );
  });

  test("the store's namespace may write those keys of every tenant, and none of their other secrets", () => {
    const policy = Object.values(facts.terraform).find(
      ({ type, attributes }) =>
        type === "vault_policy" && JSON.stringify(attributes).includes('"name":"namespace-objects"'),
    );
    const paths = [...JSON.stringify(policy?.attributes).matchAll(/path \\+"([^"\\]+)/g)].map(([, path]) => path);
    expect(paths.filter((path) => path?.startsWith("platform/data/tenants/")).sort()).toEqual([
      "platform/data/tenants/+/+/bucket-audit/cellar",
      "platform/data/tenants/+/+/bucket-files/cellar",
      "platform/data/tenants/+/+/bucket-mail/cellar",
    ]);
  });
});
