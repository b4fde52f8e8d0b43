import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Construct } from "constructs";
import { secretsMount } from "./secret-paths";
import { marksMount } from "./snapshot-mark";
import { transitKey } from "./transit-key";
import {
  backupKey,
  backupKeysMount,
  backupPolicy,
  backupPolicyName,
  backupSecretsMount,
  tenantKeysMount,
  tenantPolicy,
} from "./trust-policies";

/** Losing any of these loses what they protect. */
const lifecycle = { preventDestroy: true };

export interface TrustMountsProps {
  /** Ids of the tenants whose keys lie in this stack: the one of a dedicated environment; others have stacks of their own. */
  readonly tenants: readonly string[];
}

/**
 * Where secrets and keys lie. Backups have mounts and keys of their own, which no role of production can use: whoever
 * takes over the platform can't undo its backups.
 */
export class TrustMounts extends Construct {
  /** Secrets that services read. */
  readonly secrets: Mount;
  /** Secrets that only a restore needs. */
  readonly backupSecrets: Mount;

  constructor(scope: Construct, id: string, { tenants }: TrustMountsProps) {
    super(scope, id);
    this.secrets = this.versioned("secrets", secretsMount, "secrets of services, by namespace");
    this.backupSecrets = this.versioned("backup-secrets", backupSecretsMount, "keys to backups, for restores alone");
    new Mount(this, "marks", {
      path: marksMount,
      type: "kv",
      options: { version: "1" },
      description: "what snapshots are known by, and no secret",
    });
    const tenantKeys = this.transit("tenant-keys", tenantKeysMount, "one key for each tenant");
    for (const tenant of tenants) {
      transitKey(this, `tenant-${tenant}`, tenantKeys.path, tenant);
      new Policy(this, `tenant-${tenant}-policy`, { name: `tenant-${tenant}`, policy: tenantPolicy(tenant) });
    }
    transitKey(this, "backup-key", this.transit("backup-keys", backupKeysMount, "keys of backups").path, backupKey);
    new Policy(this, "backup-policy", { name: backupPolicyName, policy: backupPolicy() });
  }

  private versioned(id: string, path: string, description: string): Mount {
    return new Mount(this, id, { path, type: "kv", options: { version: "2" }, description, lifecycle });
  }

  private transit(id: string, path: string, description: string): Mount {
    return new Mount(this, id, { path, type: "transit", description, lifecycle });
  }
}
