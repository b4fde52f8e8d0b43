import type { Source } from "../../language";

/** What an identity must be allowed so that Terraform can make, read, change and remove resources of some types. */
export interface Permission {
  /** Types of resources and data sources. */
  readonly types: readonly string[];
  /** Actions in the cloud's own notation; a star stands at the end alone. */
  readonly actions: readonly string[];
  /** Actions on what the resource holds, where the cloud tells the two apart (Azure). */
  readonly dataActions?: readonly string[];
}

/** Permissions of one cloud, and where their names were read. */
export interface Permissions {
  readonly permissions: readonly Permission[];
  readonly source: Source;
}
