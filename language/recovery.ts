import type { Decided, Derived } from "./derived";

type ById<T> = Readonly<Record<string, T>>;

/** What can happen to an environment, from the smallest to the worst. */
export const failures = ["pod", "datacentre", "region", "mistake", "ransomware"] as const;

/**
 * `pod`: a pod or its node dies. `datacentre`: one zone of the serving region. `region`: the whole site. `mistake`: somebody, or a
 * program, deletes or overwrites what was right. `ransomware`: an attacker holds everything that runs in the clusters, and every
 * key in them, but not the cloud account itself.
 */
export type Failure = (typeof failures)[number];

/** What of a failure is promised; absent numbers are computed and printed, and held against nothing. */
export interface FailurePromise {
  readonly loss?: Derived<"s">;
  readonly downtime?: Derived<"s">;
  /** Why this much is promised and no more. */
  readonly because: string;
}

/** One failure: what is lost of each store, and how long it takes until people work with it again. */
export interface FailurePlan {
  readonly promise: FailurePromise;
  /** Steps of getting back that every store waits for, in their order. */
  readonly steps: ById<Decided<"s">>;
  /** Most recent work that is lost, by store. */
  readonly loss: ById<Decided<"s">>;
  /** The steps and the store's own return, by store. */
  readonly downtime: ById<Decided<"s">>;
}
