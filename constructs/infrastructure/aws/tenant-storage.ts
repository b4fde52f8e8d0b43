import { Construct } from "constructs";
import { awsNames, fitName, type AwsPlace } from "../../../planning/placement";
import type { Store, StoreUser } from "../stores";
import { ObjectKeys } from "./object-keys";
import { ObjectStores } from "./object-stores";
import { ObjectStoreUser } from "./object-store-user";

export interface TenantStorageProps {
  readonly place: AwsPlace;
  /** `<environment>-<tenant>-<site>`. */
  readonly name: string;
  /** `<environment>-<tenant>`. */
  readonly tenant: string;
  readonly production: boolean;
  readonly stores: readonly Store[];
  readonly users: readonly StoreUser[];
  /** The site's endpoint to object storage: from nowhere else do keys open anything. */
  readonly endpointId: string;
}

/** Characters that IAM gives a name. */
const longestName = 64;

/**
 * One tenant's buckets at one site under keys of its own: whoever destroys them has destroyed every object of this tenant, copies
 * included, and of nobody else. Each user sees one bucket and uses its key through object storage alone.
 */
export class TenantStorage extends Construct {
  /** Name of the user in IAM, by the user's own. */
  readonly users: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: TenantStorageProps) {
    super(scope, id);
    const { place, name, tenant, production, stores, users, endpointId } = props;
    const regions = [...new Set([place.region, ...stores.map(({ bucket }) => bucket.region.name)])].sort();
    const keys = new ObjectKeys(this, "keys", { place, name, regions });
    new ObjectStores(this, "stores", {
      place,
      name,
      environment: tenant,
      production,
      stores,
      keyOf: ({ bucket }) => keys.objectsIn(bucket.region.name),
    });
    this.users = Object.fromEntries(
      users.map((user) => [
        user.name,
        new ObjectStoreUser(this, `user-${user.name}`, {
          place,
          name: fitName([name, user.name], longestName),
          user,
          regions: [place.region],
          keyAliases: [awsNames.objectKey(name)],
          endpointId,
          alsoFrom: [],
        }).userName,
      ]),
    );
  }
}
