import { KeyVault as Vault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import type { Trail } from "./audit-trail";
import { lockDeletion } from "./deletion-lock";

/** Without the key everything under it is noise. */
const lifecycle = { preventDestroy: true };

export interface KeyVaultProps {
  /** Unique in the world. */
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
  readonly tenantId: string;
  /** Name of its one key. */
  readonly key: string;
  readonly trail: Trail;
  /** Networks from which keys are managed: operators and runner. */
  readonly callers: readonly Cidr[];
}

/**
 * A vault with one key in hardware that renews itself every year. What it protects stays readable: Azure keeps the older
 * versions, and no version ends. Roles alone say who may use it; nothing in it can be purged for 90 days.
 */
export class KeyVault extends Construct {
  readonly vaultName: string;
  readonly keyName: string;
  /** Id of the key in the resource manager, without a version: what roles are given for. */
  readonly keyScope: string;
  /** Address of the key without a version: whoever uses it follows its renewals. */
  readonly keyId: string;
  readonly vaultId: string;

  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    const { name, region, resourceGroup, tenantId, key, trail, callers } = props;
    const vault = new Vault(this, "vault", {
      name,
      location: region,
      resourceGroupName: resourceGroup,
      tenantId,
      skuName: "premium",
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: 90,
      // Pods come by private endpoints, storage and disks as trusted services; Terraform makes the key from outside.
      publicNetworkAccessEnabled: true,
      networkAcls: {
        defaultAction: "Deny",
        bypass: "AzureServices",
        ipRules: callers.map((cidr) => cidr.toString()),
      },
      lifecycle,
    });
    lockDeletion(this, "lock", vault);
    trail.follow(name, vault.id, ["AuditEvent", "AzurePolicyEvaluationDetails"]);
    const made = new KeyVaultKey(this, "key", {
      name: key,
      keyVaultId: vault.id,
      keyType: "RSA-HSM",
      keySize: 4096,
      keyOpts: ["wrapKey", "unwrapKey"],
      rotationPolicy: { automatic: { timeAfterCreation: "P1Y" } },
      lifecycle,
    });
    this.vaultName = vault.name;
    this.vaultId = vault.id;
    this.keyName = made.name;
    this.keyScope = made.resourceVersionlessId;
    this.keyId = made.versionlessId;
  }
}
