import type { CallOut } from "./call-out";

/** One end of a hop, by what it is to the services of a suite. */
export type PathEnd =
  /** Whoever comes to the site's load balancers. */
  | { readonly kind: "outside" }
  /** The proxies that take what comes from outside. */
  | { readonly kind: "gateway" }
  | { readonly kind: "workload"; readonly service: string; readonly workload: string }
  /** Every workload of a service. */
  | { readonly kind: "service"; readonly service: string }
  /** The database, the cache or the object storage of a service. */
  | { readonly kind: "database" | "cache" | "objects"; readonly service: string }
  | { readonly kind: "bus" }
  /** What asks every other for its figures. */
  | { readonly kind: "monitoring" };

/** What stands between two ends, beside the policies of the network. */
export type Passage =
  /** A load balancer outside the cluster. */
  | "load-balancer"
  /** A route of the gateway. */
  | "route"
  /** Nothing but the network: the one calls the other by its name. */
  | "call";

/** Somebody who may enter where a path goes and is no hop of it, and why that is no way around the path. */
export interface Bystander {
  readonly from: PathEnd;
  /** A sentence without a full stop. */
  readonly because: string;
}

/** Who may enter where a hop ends. */
export type Entrance<Others> =
  /** Hops that lead there and the others that are named: the network keeps everybody else out. */
  | { readonly kind: "hops-alone"; readonly others: Others }
  /** Many knock, and each shows who it is; why that keeps them apart, as a sentence without a full stop. */
  | { readonly kind: "credentials"; readonly because: string };

/** What becomes of what can't be decided on because nobody answers. */
export type Unanswered =
  /** It is refused. */
  | { readonly kind: "refuses" }
  /** It waits, or its sender is asked to come again. */
  | { readonly kind: "defers" }
  /** The process decides by itself, so that nobody need answer. */
  | { readonly kind: "asks-nobody" }
  /** It goes on without the answer, which is one sign among others; why nothing rests on it, as a sentence without a full stop. */
  | { readonly kind: "goes-on"; readonly because: string };

/** Something asked inside a process before it goes on. */
export interface CallOutHop {
  readonly kind: "call-out";
  /** What the hop is called, such as a term of the reference architecture. */
  readonly name: string;
  readonly asks: CallOut;
  readonly unanswered: Unanswered;
}

/** What is written down of what went through. */
export interface RecordHop {
  readonly kind: "record";
  readonly name: string;
  /** Pods, by id, that tell it. */
  readonly by: string;
  /** What they tell, in their own words, with why. */
  readonly events: Readonly<Record<string, string>>;
  /** Service whose bucket keeps it. */
  readonly keeper: string;
}

/** A step of the reference architecture that nothing built yet does: it is printed as undecided until something does. */
export interface OpenHop {
  readonly kind: "open";
  readonly name: string;
  /** Pods, by id, at which the path lacks it. */
  readonly at: string;
  /** What is lacking, as a predicate without a full stop. */
  readonly because: string;
  /** What would close it. */
  readonly wayOut: string;
}

/** One step of a path as a suite declares it. */
export type Hop =
  | {
      readonly kind: "edge";
      readonly name: string;
      readonly from: PathEnd;
      readonly to: PathEnd;
      /** Port of the pods at its end. Default: whichever the two have between them. */
      readonly port?: number;
      readonly passage: Passage;
      readonly entrance: Entrance<readonly Bystander[]>;
    }
  | CallOutHop
  | RecordHop
  | OpenHop;

/** A way that data takes from end to end, under the reference architecture's own name for it; its hops stand in their order. */
export interface DataPath {
  /** What it is a case of. */
  readonly flow: DataFlow;
  /** What goes along it, as a title. */
  readonly title: string;
  readonly hops: readonly Hop[];
}

/** The data flows of the reference architecture. */
export type DataFlow = "mail-receipt" | "authentication" | "synchronous" | "asynchronous";

/** One step of a path as it is planned: ends are pods and flows. */
export type HopPlan =
  | {
      readonly kind: "edge";
      readonly name: string;
      /** Ids of the plan's flows that carry it, with their reasons; none where nothing does. */
      readonly flows: Readonly<Record<string, string>>;
      readonly passage: Passage;
      /** Others by the ids of their pods, with why they may. */
      readonly entrance: Entrance<Readonly<Record<string, string>>>;
    }
  | CallOutHop
  | RecordHop
  | OpenHop;

/** A path as it is planned. */
export interface PathPlan extends Pick<DataPath, "flow" | "title"> {
  /** By number and name, so that their order is that of the alphabet. */
  readonly hops: Readonly<Record<string, HopPlan>>;
}

/** Key of a hop in the plan, such as `01-mx`; up to 99 keep their order. */
export const hopId = (index: number, name: string): string =>
  `${String(index + 1).padStart(2, "0")}-${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")}`;
