import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { storageAccountOf, type PlacedBucket } from "../../../planning/placement";
import type { StoreUser } from "../stores";
import { grantRole } from "./grant-role";
import { containerId, type Owner } from "./resource-names";
import { siteEndpoint } from "./site-endpoint";

/** An object storage user at a site, and who that is in the directory. */
export interface Accessor {
  readonly site: string;
  readonly user: StoreUser;
  readonly principalId: string;
}

export interface ObjectAccessProps {
  readonly owner: Owner;
  readonly accessors: readonly Accessor[];
  /** Every bucket of the environment; some are made by the other site's stack, which is applied before. */
  readonly buckets: readonly PlacedBucket[];
  /** Containers, subnet and zones that stand in this stack. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * What users may do with containers, each for itself, and the private addresses by which their sites reach the accounts. Ids are
 * written out, because half of them stand in the other site's stack.
 */
export class ObjectAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectAccessProps,
  ) {
    super(scope, id);
    const endpoints = new Map<string, () => void>();
    for (const { bucket, accessor } of this.pairs()) {
      const { name, id: account, resourceGroup } = storageAccountOf(props.owner, bucket);
      this.grant(accessor, bucket.name, account);
      endpoints.set(`${accessor.site}-${name}`, () => {
        this.endpoint(accessor.site, resourceGroup.slice(props.owner.environment.length + 1), account);
      });
    }
    for (const make of endpoints.values()) make();
  }

  private pairs() {
    return this.props.accessors.flatMap((accessor) =>
      this.props.buckets.flatMap((bucket) =>
        accessor.user.buckets.includes(bucket.name) ? [{ bucket, accessor }] : [],
      ),
    );
  }

  private grant({ site, user, principalId }: Accessor, bucket: string, account: string): void {
    grantRole(this, `${user.name}-${site}-${bucket}`, {
      role: user.access === "read" ? "Storage Blob Data Reader" : "Storage Blob Data Contributor",
      on: containerId(account, bucket),
      to: principalId,
      because: `${user.name} of ${site}`,
      ...conditionOf(user),
      dependsOn: this.props.dependsOn,
    });
  }

  private endpoint(site: string, name: string, target: string): void {
    const { owner, dependsOn } = this.props;
    siteEndpoint(this, `endpoint-${site}-${name}`, { owner, site, name, kind: "blob", target, dependsOn });
  }
}

const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

/** What narrows a user's role further; nothing where it may touch every object in every way of the role. */
function conditionOf({ access, prefix }: StoreUser): { readonly condition?: string } {
  const conditions = [
    ...(prefix === "" ? [] : [belowPrefix(prefix)]),
    // Whoever writes in parts through the gateway reads them there: a journal's writer can't be told from one that appends.
    ...(access === "append" || access === "write" ? [`(!(ActionMatches{'${blobs}/delete'}))`] : []),
  ];
  return conditions.length === 0 ? {} : { condition: conditions.join(" AND ") };
}

/**
 * Condition of a role: objects whose names begin so, and no others. Names may still be listed, because a list has no object to look
 * at (Microsoft Learn: conditions for Azure Blob Storage, 2025).
 */
function belowPrefix(prefix: string): string {
  const actions = [
    `(ActionMatches{'${blobs}/read'} AND NOT SubOperationMatches{'Blob.List'})`,
    ...["write", "add/action", "delete"].map((action) => `ActionMatches{'${blobs}/${action}'}`),
  ];
  return `((!(${actions.join(" OR ")})) OR (@Resource[${blobs}:path] StringStartsWith '${prefix}'))`;
}
