/** What is lost, or must be found again by others, when the thing itself is gone. */
export type Holds =
  /** Files and backups of an object store. */
  | "objects"
  /** Blocks of a disk or a file share. */
  | "volumes"
  /** Rows and documents. */
  | "databases"
  /** Messages on their way. */
  | "messages"
  /** Keys that something is encrypted or signed with. */
  | "keys"
  /** People, their groups and what they may do; machines' identities are made anew with what they may do. */
  | "identities"
  /** Secrets that nobody can make again. */
  | "secrets"
  /** Names and addresses that the world has written down. */
  | "names"
  /** Container images. */
  | "images"
  /** Records of what happened. */
  | "logs"
  /** A container of others: a cluster, a resource group, a release. */
  | "everything inside";

/** A type of thing that keeps something, so that replacing it is losing it. */
export interface StatefulType {
  readonly holds: Holds;
  /**
   * Attributes that say which one it is and where it stands: another value is another thing, and the provider destroys the
   * first to make the second.
   */
  readonly identity: readonly string[];
  /** True where only the serving site declares it and a failover takes it to the other one, its content with it. */
  readonly followsTheServingSite?: true;
  /** True where deleting the Kubernetes object deletes what it keeps: it must outlive its release. A StatefulSet leaves its claims behind. */
  readonly takesItAlong?: true;
}
