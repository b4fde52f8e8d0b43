import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { StorageContainerImmutabilityPolicy } from "@cdktf/provider-azurerm/lib/storage-container-immutability-policy";
import { StorageManagementPolicy } from "@cdktf/provider-azurerm/lib/storage-management-policy";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import type { StorageAccount as PlacedAccount } from "../../../planning/placement";
import type { Retention } from "../retention";
import type { Trail } from "./audit-trail";
import { lockDeletion } from "./deletion-lock";
import { grantRole } from "./grant-role";
import { KeyVault } from "./key-vault";

/** Nobody deletes or overwrites a version before its time; a final lock can be lengthened and never lifted, by nobody. */
export interface ObjectLock {
  readonly days: number;
  readonly final: boolean;
}

export interface ObjectAccountProps {
  readonly account: PlacedAccount;
  readonly region: string;
  readonly tenantId: string;
  /** Vault of the account's own key. */
  readonly vault: string;
  readonly callers: readonly Cidr[];
  readonly trail: Trail;
  /** Names of the containers. */
  readonly containers: readonly string[];
  /** Over zones where the region has them; the region's pair is never written to. */
  readonly zoneRedundant: boolean;
  readonly lock?: ObjectLock;
  readonly retention: Retention;
}

/** Days in which a deleted container comes back; versions do the same for objects. */
const deletedContainerDays = 30;

/**
 * A storage account with its containers, in a group, under a key and in a vault of its own. It has no keys and no public address:
 * identities come in by private endpoints. Versions are kept, and the change feed that replication reads.
 */
export class ObjectAccount extends Construct {
  /** Containers by name: what copies and roles wait for. */
  readonly containers: Readonly<Record<string, StorageContainer>>;
  /** Name of its group, as a reference. */
  readonly resourceGroup: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectAccountProps,
  ) {
    super(scope, id);
    const { account: placed, region } = props;
    const group = new ResourceGroup(this, "group", { name: placed.resourceGroup, location: region });
    this.resourceGroup = group.name;
    const account = this.account(group.name);
    props.trail.follow(`${placed.resourceGroup}-objects`, `${account.id}/blobServices/default`, [
      "StorageRead",
      "StorageWrite",
      "StorageDelete",
    ]);
    this.expire(account);
    this.containers = Object.fromEntries(props.containers.map((name) => [name, this.container(account, name)]));
  }

  private account(resourceGroup: string): StorageAccount {
    const { account: placed, region, tenantId, vault: name, callers, trail, zoneRedundant, lock } = this.props;
    const vault = new KeyVault(this, "keys", {
      name,
      region,
      resourceGroup,
      tenantId,
      key: placed.kind,
      trail,
      callers,
    });
    const identity = new UserAssignedIdentity(this, "identity", {
      name: `${placed.resourceGroup}-encryption`,
      location: region,
      resourceGroupName: resourceGroup,
    });
    const granted = grantRole(this, "encryption-grant", {
      role: "Key Vault Crypto Service Encryption User",
      on: vault.keyScope,
      to: identity.principalId,
      because: "encrypts the account's objects",
    });
    return new StorageAccount(this, "account", {
      name: placed.name,
      location: region,
      resourceGroupName: resourceGroup,
      accountKind: "StorageV2",
      accountTier: "Standard",
      accountReplicationType: zoneRedundant ? "ZRS" : "LRS",
      accessTier: placed.kind === "locked" ? "Cool" : "Hot",
      minTlsVersion: "TLS1_2",
      httpsTrafficOnlyEnabled: true,
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      localUserEnabled: false,
      allowNestedItemsToBePublic: false,
      publicNetworkAccessEnabled: false,
      crossTenantReplicationEnabled: false,
      allowedCopyScope: "AAD",
      infrastructureEncryptionEnabled: true,
      identity: { type: "UserAssigned", identityIds: [identity.id] },
      customerManagedKey: { keyVaultKeyId: vault.keyId, userAssignedIdentityId: identity.id },
      blobProperties: {
        versioningEnabled: true,
        changeFeedEnabled: true,
        containerDeleteRetentionPolicy: { days: deletedContainerDays },
      },
      // Open at first, because Azure makes no account with a final lock; what is final stands on the containers.
      ...(lock === undefined
        ? {}
        : {
            immutabilityPolicy: {
              state: "Unlocked",
              periodSinceCreationInDays: lock.days,
              allowProtectedAppendWrites: false,
            },
          }),
      dependsOn: [granted],
      lifecycle: { preventDestroy: true },
    });
  }

  private container(account: StorageAccount, name: string): StorageContainer {
    const { lock } = this.props;
    const container = new StorageContainer(this, `container-${name}`, {
      name,
      // By the resource manager: nothing here needs a way to the objects themselves.
      storageAccountId: account.id,
      containerAccessType: "private",
      lifecycle: { preventDestroy: true },
    });
    lockDeletion(this, `container-${name}-lock`, container);
    if (lock !== undefined) {
      new StorageContainerImmutabilityPolicy(this, `container-${name}-immutability`, {
        storageContainerResourceManagerId: container.id,
        immutabilityPeriodInDays: lock.days,
        locked: lock.final,
        protectedAppendWritesEnabled: false,
        protectedAppendWritesAllEnabled: false,
      });
    }
    return container;
  }

  private expire(account: StorageAccount): void {
    const { retention } = this.props;
    new StorageManagementPolicy(this, "expiry", {
      storageAccountId: account.id,
      rule: [
        {
          name: "replaced-versions",
          enabled: true,
          filters: { blobTypes: ["blockBlob"] },
          actions: { version: { deleteAfterDaysSinceCreation: retention.replacedDays } },
        },
        ...(retention.currentDays === undefined
          ? []
          : [
              {
                name: "current-versions",
                enabled: true,
                filters: { blobTypes: ["blockBlob"] },
                actions: {
                  baseBlob: {
                    deleteAfterDaysSinceCreationGreaterThan: retention.currentDays,
                    ...(retention.cold === undefined
                      ? {}
                      : { tierToColdAfterDaysSinceCreationGreaterThan: retention.cold.days }),
                  },
                },
              },
            ]),
      ],
    });
  }
}
