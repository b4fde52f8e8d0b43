import type { Cloud } from "../../catalog";
import type { CarrierFact } from "./carriers";

/** What object storage of any cloud says of itself in Terraform's files. */
export interface BucketFact {
  /** Id of the block that makes it. */
  readonly object: string;
  readonly cloud: Cloud;
  /** Bucket or container. */
  readonly name: string;
  /** Region of object storage; undefined where the file does not say it. */
  readonly region: string | undefined;
  /** Host of storage of the customer's own, which no region names. */
  readonly host?: string;
  /** Campus or building: what burns with it bears the same word; undefined where nobody knows. */
  readonly ground: string | undefined;
  /** Account or project that may copy within itself. */
  readonly owner: string | undefined;
  readonly versioned: boolean;
  readonly lock: { readonly days: number; readonly final: boolean } | undefined;
  /** True where objects are encrypted with keys that a client brings: copies leave them out without a word. */
  readonly clientKeys: boolean;
  /** What else keeps copies from being made, as the end of a sentence. */
  readonly obstacles: readonly string[];
  readonly copies: readonly CopyFact[];
  /** Classes that objects move to with time. */
  readonly laterClasses: readonly string[];
}

/** A bucket as one cloud's files say it, before it is known on whose ground it stands. */
export type UnplacedBucket = Omit<BucketFact, "ground">;

/** One rule that copies new objects to another bucket. */
export interface CopyFact {
  readonly to: string;
  readonly enabled: boolean;
  /** Whether deletions are copied. */
  readonly deletions: boolean;
  /** Objects that the rule leaves out without a word, each as the end of a sentence. */
  readonly gaps: readonly string[];
  /** Whether objects that are older than the rule are copied too; otherwise a person carries them once. */
  readonly older: boolean;
  /** Whether the provider is bound to a time by contract. */
  readonly timed: boolean;
  /** The job in the cluster that carries the objects; absent where the storage copies them itself. */
  readonly carrier?: CarrierFact;
}

/** What a rule leaves out that copies only names with a certain beginning. */
export const onlyPrefix = (prefix: string | undefined): readonly string[] =>
  prefix === undefined || prefix === "" ? [] : [`copies nothing but objects whose names begin with "${prefix}"`];
