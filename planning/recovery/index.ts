import type { Decided, Failure, FailurePlan, RecoveryPlan } from "../../language";
import { describe, seconds, type Derived } from "../../language";
import type { Ledger } from "../ledger";
import type { PlacedBucket } from "../placement";
import { bucketLoss } from "./bucket-loss";
import { busLoss } from "./bus-loss";
import { enterColdCopies } from "./cold-copies";
import { databaseLoss } from "./database-loss";
import { enterDowntime } from "./downtime";
import { ownSteps } from "./own-steps";
import { enterPromise, tierPromise } from "./promises";
import { survivesDatacentre, tierIn, type RecoveryContext } from "./recovery-context";
import { secretsLoss } from "./secrets-loss";
import { enterSteps } from "./steps";
import { storesOf, type Store, type StoreEntry, type StoresInput } from "./stores";
import { uncopiedLoss } from "./uncopied-loss";

export { promiseMistakes } from "./promise-mistakes";
export { snapshotInterval } from "./secrets-loss";

export interface RecoveryInput extends RecoveryContext, StoresInput {
  /** Buckets outside the clusters. */
  readonly placed: readonly PlacedBucket[];
}

/** What the tier promises, and for each failure and store what it costs today. */
export function enterRecovery(ledger: Ledger, input: RecoveryInput): RecoveryPlan {
  const tier = tierIn(input);
  const promised = tierPromise(ledger, tier);
  const stores = storesOf(input);
  const region = enterFailure(ledger, "region", stores, input);
  return {
    tier,
    promisedLoss: promise(ledger, "recovery.promisedLoss", promised.loss),
    promisedDowntime: promise(ledger, "recovery.promisedDowntime", promised.downtime),
    loss: Object.fromEntries(
      stores.flatMap(({ store: { id }, ids }) => {
        const loss = region.loss[id];
        return loss === undefined ? [] : ids.map((each) => [each, loss] as const);
      }),
    ),
    cold: enterColdCopies(
      ledger,
      input.placed,
      Object.values(input.databases).flatMap(({ databases }) => Object.values(databases).map(({ size }) => size)),
    ),
    failures: {
      pod: enterFailure(ledger, "pod", stores, input),
      datacentre: survivesDatacentre(input)
        ? enterFailure(ledger, "datacentre", stores, input)
        : // The region is one data centre: whoever loses the one loses the other.
          { ...region, promise: enterPromise(ledger, "datacentre", input) },
      region,
      mistake: enterFailure(ledger, "mistake", stores, input),
      ransomware: enterFailure(ledger, "ransomware", stores, input),
    },
  };
}

const promise = (ledger: Ledger, path: string, figure: Derived<"s">): Derived<"s"> =>
  ledger.derive(path, seconds(figure.value), {
    rule: "tier-promise",
    from: [figure],
    because: `${describe(figure)}: ${figure.because}`,
  });

function enterFailure(
  ledger: Ledger,
  failure: Failure,
  stores: readonly StoreEntry[],
  context: RecoveryContext,
): FailurePlan {
  const path = `recovery.failures.${failure}`;
  const steps = enterSteps(ledger, failure, context);
  return {
    promise: enterPromise(ledger, failure, context),
    steps,
    loss: byStore(stores, (store) => enterLoss(ledger, `${path}.loss.${store.id}`, store, failure, context)),
    downtime: byStore(stores, (store) =>
      enterDowntime(ledger, `${path}.downtime.${store.id}`, steps, ownSteps(ledger, store, failure, context)),
    ),
  };
}

const byStore = (stores: readonly StoreEntry[], enter: (store: Store) => Decided<"s">): FailurePlan["loss"] =>
  Object.fromEntries(stores.map(({ store }) => [store.id, enter(store)]));

function enterLoss(
  ledger: Ledger,
  path: string,
  store: Store,
  failure: Failure,
  context: RecoveryContext,
): Decided<"s"> {
  switch (store.kind) {
    case "database":
      return databaseLoss(ledger, path, store, failure, context);
    case "bucket":
      return bucketLoss(ledger, path, store, failure, context);
    case "secrets":
      return secretsLoss(ledger, path, failure, context);
    case "bus":
      return busLoss(ledger, path, store, failure, context);
    case "queue":
    case "volume":
      return uncopiedLoss(ledger, path, store, failure, context);
  }
}
