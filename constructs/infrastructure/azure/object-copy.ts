import {
  StorageObjectReplication,
  type StorageObjectReplicationRules,
} from "@cdktf/provider-azurerm/lib/storage-object-replication";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

export interface ObjectCopyProps {
  /** Ids of the two accounts. */
  readonly from: string;
  readonly to: string;
  /** Containers by name: each source with its destination. */
  readonly containers: Readonly<Record<string, string>>;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Copies every object and its versions to another account. While it lives nobody else can write the copies; a failover ends it.
 * Azure promises no lag without priority replication, which this provider's version can't switch on.
 */
export function copyObjects(
  scope: Construct,
  id: string,
  { from, to, containers, dependsOn }: ObjectCopyProps,
): StorageObjectReplication {
  const rules = Object.entries(containers).map(([source, destination]): StorageObjectReplicationRules => ({
    sourceContainerName: source,
    destinationContainerName: destination,
    copyBlobsCreatedAfter: "Everything",
  }));
  return new StorageObjectReplication(scope, id, {
    sourceStorageAccountId: from,
    destinationStorageAccountId: to,
    rules,
    dependsOn: [...dependsOn],
  });
}
