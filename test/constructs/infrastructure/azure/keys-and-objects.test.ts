import { KeyVault } from "../../../../constructs/infrastructure/azure/key-vault";
import { ObjectAccount, type ObjectAccountProps } from "../../../../constructs/infrastructure/azure/object-account";
import { copyObjects } from "../../../../constructs/infrastructure/azure/object-copy";
import { storageAccountOf } from "../../../../planning/placement";
import { findStorageRegion } from "../../../../catalog";
import { synth } from "../synth";
import { callers, owner, place, tenantId, trailIn } from "./fixture";

const region = findStorageRegion("swedencentral");
if (region === undefined) throw new Error("the catalogue has no Sweden Central");

const account = storageAccountOf(owner, { site: "germanywestcentral", region, purpose: { kind: "archive" } });

const objects = (changes: Partial<ObjectAccountProps> = {}) =>
  synth((stack) => {
    new ObjectAccount(stack, "account", {
      account,
      region: "swedencentral",
      tenantId,
      vault: "archive-0123456789abcdef",
      callers,
      trail: trailIn(stack),
      containers: ["noord-archive-germanywestcentral"],
      zoneRedundant: true,
      retention: { replacedDays: 36 },
      ...changes,
    });
  });

test("a vault refuses the world, forgets nothing for 90 days, and renews its one key in hardware every year", () => {
  const made = synth((stack) => {
    new KeyVault(stack, "vault", {
      ...place,
      name: "seal-0123",
      tenantId,
      key: "seal",
      trail: trailIn(stack),
      callers,
    });
  });
  expect(made.only("azurerm_key_vault")).toMatchObject({
    sku_name: "premium",
    rbac_authorization_enabled: true,
    purge_protection_enabled: true,
    soft_delete_retention_days: 90,
    network_acls: {
      default_action: "Deny",
      bypass: "AzureServices",
      ip_rules: ["203.0.113.16/28", "198.51.100.8/32"],
    },
    lifecycle: { prevent_destroy: true },
  });
  expect(made.only("azurerm_key_vault_key")).toMatchObject({
    key_type: "RSA-HSM",
    key_opts: ["wrapKey", "unwrapKey"],
    rotation_policy: { automatic: { time_after_creation: "P1Y" } },
    lifecycle: { prevent_destroy: true },
  });
  // A version that ends would take with it what it encrypts.
  expect(made.only("azurerm_key_vault_key")).not.toHaveProperty("rotation_policy.expire_after");
  expect(made.only("azurerm_management_lock")).toMatchObject({ lock_level: "CanNotDelete" });
});

test("an account has no key, no public address and no old encryption", () => {
  expect(objects().only("azurerm_storage_account")).toMatchObject({
    name: account.name,
    account_replication_type: "ZRS",
    min_tls_version: "TLS1_2",
    https_traffic_only_enabled: true,
    shared_access_key_enabled: false,
    local_user_enabled: false,
    public_network_access_enabled: false,
    allow_nested_items_to_be_public: false,
    cross_tenant_replication_enabled: false,
    infrastructure_encryption_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("it is encrypted with a key of its own, which may wrap for it and for nobody else", () => {
  const made = objects();
  expect(made.only("azurerm_storage_account")["customer_managed_key"]).toMatchObject({
    key_vault_key_id: expect.stringMatching(/versionless_id\}$/),
  });
  expect(made.only("azurerm_role_assignment")).toMatchObject({
    role_definition_name: "Key Vault Crypto Service Encryption User",
    scope: expect.stringMatching(/^\$\{azurerm_key_vault_key\..*resource_versionless_id\}$/),
  });
});

test("versions and the change feed are kept: copies to other accounts read both", () => {
  expect(objects().only("azurerm_storage_account")["blob_properties"]).toMatchObject({
    versioning_enabled: true,
    change_feed_enabled: true,
  });
});

test("a region without zones keeps objects three times in one data centre", () => {
  expect(objects({ zoneRedundant: false }).only("azurerm_storage_account")).toMatchObject({
    account_replication_type: "LRS",
  });
});

test.each([true, false])("a lock that is final (%s) stands on the container, and the account is made open", (final) => {
  const made = objects({ lock: { days: 35, final } });
  // The provider refuses an account that begins with a final lock.
  expect(made.only("azurerm_storage_account")["immutability_policy"]).toEqual({
    state: "Unlocked",
    period_since_creation_in_days: 35,
    allow_protected_append_writes: false,
  });
  expect(made.only("azurerm_storage_container_immutability_policy")).toMatchObject({
    immutability_period_in_days: 35,
    locked: final,
    protected_append_writes_all_enabled: false,
  });
});

test("live objects have no lock on their versions, and their containers are still kept from being deleted", () => {
  const made = objects();
  expect(made.all("azurerm_storage_container_immutability_policy")).toEqual([]);
  expect(made.all("azurerm_management_lock").map(({ scope }) => String(scope).split(".")[0])).toEqual([
    "${azurerm_storage_container",
    "${azurerm_key_vault",
  ]);
});

test("time ends replaced versions, and objects only where it is said", () => {
  const rules = (made: ReturnType<typeof objects>) => made.only("azurerm_storage_management_policy")["rule"];
  expect(rules(objects())).toHaveLength(1);
  expect(rules(objects({ retention: { replacedDays: 36, currentDays: 42 } }))).toMatchObject([
    { actions: { version: { delete_after_days_since_creation: 36 } } },
    { actions: { base_blob: { delete_after_days_since_creation_greater_than: 42 } } },
  ]);
});

test("copies name both accounts by their ids, container by container, old objects included", () => {
  const made = synth((stack) => {
    copyObjects(stack, "copy", { from: "/a", to: "/b", containers: { mail: "mail-copy" }, dependsOn: [] });
  });
  expect(made.only("azurerm_storage_object_replication")).toMatchObject({
    source_storage_account_id: "/a",
    destination_storage_account_id: "/b",
    rules: [
      {
        source_container_name: "mail",
        destination_container_name: "mail-copy",
        copy_blobs_created_after: "Everything",
      },
    ],
  });
});
