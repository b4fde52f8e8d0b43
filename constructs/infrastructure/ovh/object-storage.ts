import type { Construct } from "constructs";
import { retentionOf } from "../retention";
import type { Store, StoreUser } from "../stores";
import { ObjectStore, type ObjectStoreProps } from "./object-store";
import { ObjectStoreUser } from "./object-store-user";

/** Buckets and users of one stack: a site's own, or those of one tenant at a site. */
export interface ObjectStorageProps {
  /** First part of users' descriptions: `<environment>-<site>`, with the tenant between where they are one's. */
  readonly name: string;
  readonly project: string;
  /** True where people work with it: locks on backups bind everyone, the account's owner included. */
  readonly production: boolean;
  readonly stores: readonly Store[];
  readonly users: readonly StoreUser[];
}

/** Makes every bucket and returns their names. Copies come first, because a rule needs the bucket that it names. */
export function makeStores(scope: Construct, props: ObjectStorageProps): readonly string[] {
  const made = new Map<string, ObjectStore>();
  for (const store of [...props.stores].sort((a, b) => a.replicasIn.length - b.replicasIn.length)) {
    const dependsOn = store.replicasIn.flatMap(({ name }) => made.get(name)?.bucket ?? []);
    const { name } = store.bucket;
    made.set(name, new ObjectStore(scope, `store-${name}`, { ...storeProps(props, store), dependsOn }));
  }
  return [...made.keys()].sort();
}

/** Makes every user and returns its id by its name. */
export const makeStoreUsers = (
  scope: Construct,
  { name: first, project, users }: ObjectStorageProps,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    users.map(({ name, buckets, prefix, access }) => {
      const description = `${first}: ${name}`;
      const user = new ObjectStoreUser(scope, `user-${name}`, { project, description, buckets, prefix, access });
      return [name, user.userId];
    }),
  );

function storeProps({ project, production }: ObjectStorageProps, store: Store): ObjectStoreProps {
  const { bucket, replicasIn, deletions, lockDays } = store;
  return {
    project,
    region: bucket.region.name,
    name: bucket.name,
    replicasIn: replicasIn.map(({ name, region }) => ({ name, region: region.name, deletions })),
    ...(lockDays === undefined
      ? {}
      : { lock: { mode: production ? "compliance" : "governance", days: lockDays } as const }),
    retention: retentionOf(store),
    authoritative: production,
  };
}
