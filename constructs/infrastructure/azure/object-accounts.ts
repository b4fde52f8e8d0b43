import type { Construct } from "constructs";
import { findStorageRegion } from "../../../catalog";
import type { Cidr } from "../../../language";
import {
  journalOf,
  storageAccountOf,
  tenantOf,
  type PlacedBucket,
  type StorageAccount,
} from "../../../planning/placement";
import { retentionOf, type Retention } from "../retention";
import type { Store } from "../stores";
import type { Trail } from "./audit-trail";
import { ObjectAccount } from "./object-account";
import { copyObjects } from "./object-copy";
import { vaultName, type Owner } from "./resource-names";

/** Accounts of one stack by the name of the account. */
export type Accounts = ReadonlyMap<string, ObjectAccount>;

export interface ObjectAccountsProps {
  readonly owner: Owner;
  readonly stores: readonly Store[];
  readonly tenantId: string;
  readonly trail: Trail;
  /** Networks from which keys are managed: operators and runner. */
  readonly callers: readonly Cidr[];
  readonly production: boolean;
}

/** One account for all buckets of a kind, purpose, lock and place, and of one tenant where each has its own. */
export function makeAccounts(scope: Construct, props: ObjectAccountsProps): Accounts {
  const { owner, stores, production } = props;
  return new Map(
    [...byAccount(owner, stores).values()].map(({ account, first, held }) => {
      const { bucket, lockDays } = first;
      const made = new ObjectAccount(
        scope,
        ["account", account.kind, ...journalOf(bucket.purpose), bucket.site].join("-"),
        {
          account,
          region: bucket.region.name,
          tenantId: props.tenantId,
          vault: vaultName(owner, account.kind, vaultPlace(bucket)),
          callers: props.callers,
          trail: props.trail,
          containers: held.map((store) => store.bucket.name).sort(),
          zoneRedundant: (findStorageRegion(bucket.region.name)?.zoneCount ?? 1) > 1,
          ...(lockDays === undefined ? {} : { lock: { days: lockDays, final: production } }),
          retention: afterLock(first),
        },
      );
      return [account.name, made];
    }),
  );
}

interface Held {
  readonly account: StorageAccount;
  readonly first: Store;
  readonly held: readonly Store[];
}

function byAccount(owner: Owner, stores: readonly Store[]): ReadonlyMap<string, Held> {
  const accounts = new Map<string, Held>();
  for (const store of stores) {
    const account = storageAccountOf(owner, store.bucket);
    const { first = store, held = [] } = accounts.get(account.name) ?? {};
    accounts.set(account.name, { account, first, held: [...held, store] });
  }
  return accounts;
}

/** Part of a vault's name that says whose objects its key encrypts, and where they are written. */
function vaultPlace({ site, purpose }: PlacedBucket): string {
  const tenant = tenantOf(purpose);
  return [...(tenant === undefined ? [] : [tenant]), ...journalOf(purpose), site].join("/");
}

/** Copies wait for the accounts of this stack; those of the other site were made before it. */
export function copyBetween(
  scope: Construct,
  { owner, stores, accounts }: Pick<ObjectAccountsProps, "owner" | "stores"> & { readonly accounts: Accounts },
): void {
  const pairs = new Map<string, { from: StorageAccount; to: StorageAccount; containers: Map<string, string> }>();
  for (const { bucket, replicasIn } of stores) {
    for (const replica of replicasIn) {
      const [from, to] = [storageAccountOf(owner, bucket), storageAccountOf(owner, replica)];
      const pair = pairs.get(`${from.name}-${to.name}`) ?? { from, to, containers: new Map<string, string>() };
      pair.containers.set(bucket.name, replica.name);
      pairs.set(`${from.name}-${to.name}`, pair);
    }
  }
  for (const { from, to, containers } of pairs.values()) {
    copyObjects(scope, `copy-${from.resourceGroup}-to-${to.resourceGroup}`, {
      from: from.id,
      to: to.id,
      containers: Object.fromEntries(containers),
      dependsOn: [from, to].flatMap(({ name }) => Object.values(accounts.get(name)?.containers ?? {})),
    });
  }
}

/** Azure counts a version's age from its creation, not from its replacement: nothing goes before its lock does. */
function afterLock(store: Store): Retention {
  const retention = retentionOf(store);
  return store.lockDays === undefined ? retention : { ...retention, replacedDays: store.lockDays + 1 };
}
