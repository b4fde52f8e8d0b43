import { DiskEncryptionSet } from "@cdktf/provider-azurerm/lib/disk-encryption-set";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { grantRole } from "./grant-role";
import { KeyVault, type KeyVaultProps } from "./key-vault";

export interface DiskEncryptionProps extends Omit<KeyVaultProps, "key" | "name"> {
  readonly name: string;
  readonly vault: string;
}

/** The key of every disk of a site, system disks and volumes: whoever copies one out of the account reads noise. */
export class DiskEncryption extends Construct {
  readonly setId: string;
  /** What disks wait for. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, vault: vaultName, ...props }: DiskEncryptionProps) {
    super(scope, id);
    const { region, resourceGroup } = props;
    const vault = new KeyVault(this, "keys", { ...props, name: vaultName, key: "disks" });
    const identity = new UserAssignedIdentity(this, "identity", {
      name: `${name}-disks`,
      location: region,
      resourceGroupName: resourceGroup,
    });
    const granted = grantRole(this, "grant", {
      role: "Key Vault Crypto Service Encryption User",
      on: vault.keyScope,
      to: identity.principalId,
      because: "encrypts the site's disks",
    });
    const set = new DiskEncryptionSet(this, "set", {
      name: `${name}-disks`,
      location: region,
      resourceGroupName: resourceGroup,
      encryptionType: "EncryptionAtRestWithCustomerKey",
      keyVaultKeyId: vault.keyId,
      autoKeyRotationEnabled: true,
      identity: { type: "UserAssigned", identityIds: [identity.id] },
      dependsOn: [granted],
      lifecycle: { preventDestroy: true },
    });
    this.setId = set.id;
    this.ready = [set];
  }
}
