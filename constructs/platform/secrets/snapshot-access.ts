import { snapshotUser } from "../../infrastructure/stores";
import { terraformAccess } from "./terraform-policy";

/**
 * The way of snapshots into the secrets server and out of it, in its own namespace. It stands since the first start, so that a cluster that holds nothing else yet
 * can take what the other one holds.
 */
export const snapshotAccess = {
  mount: terraformAccess.mount,
  role: snapshotUser,
  policy: snapshotUser,
  serviceAccount: snapshotUser,
} as const;

/** Takes a snapshot of everything, and reads one back that the same seal has closed; can look into none. */
export const snapshotPolicy = (): string =>
  `path "sys/storage/raft/snapshot" {\n  capabilities = ["read", "update"]\n}\n`;

/** Secret with the keys to where snapshots lie, placed by Terraform: what restores secrets can't be one of them. */
export const snapshotKeys = "snapshot-keys";
