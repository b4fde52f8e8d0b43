import type { DegradationPlan } from "./degradation";
import type { Decided, Derived } from "./derived";
import type { Flow, NamespacePlan, PodSet } from "./flow";
import type { MeshPlan } from "./mesh";
import type { PathPlan } from "./path";
import type { Failure, FailurePlan } from "./recovery";
import type { Zone } from "./zone";

type ById<T> = Readonly<Record<string, T>>;

export interface WorkloadPlan {
  readonly zone: Zone;
  readonly replicas: Derived<"replicas">;
  /** Most replicas the autoscaler may start; equals `replicas` where nothing scales. */
  readonly maximumReplicas: Derived<"replicas">;
  /** Replicas a disruption budget keeps. */
  readonly minimumAvailable: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly cpuLimit: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
  readonly memoryLimit: Derived<"MiB">;
  /** Size of one replica's volume. */
  readonly volumes: ById<{ readonly size: Derived<"MiB"> }>;
  /** When it begins, as five fields of cron in UTC, where instances take turns; absent for all others. */
  readonly turn?: string;
}

/** What one proxy of the gateway lets through to a service. */
export interface EdgeTrafficPlan {
  readonly requests: Derived<"requests/s">;
  /** Connections and requests that may be open at the same time. */
  readonly connections: Derived<"1">;
}

export interface ServicePlan {
  readonly workloads: ById<WorkloadPlan>;
  /** Absent for a service without an address on the web. */
  readonly edge?: EdgeTrafficPlan;
}

export interface DatabaseClusterPlan {
  readonly instances: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
  /** Volume of one instance: data, indexes and write-ahead log with headroom. */
  readonly storage: Derived<"MiB">;
  /** Longest time until a log segment is archived. */
  readonly archiveTimeout: Derived<"s">;
  /** Connections that the databases of tenants may hold together; absent for a cluster without tenants. */
  readonly connections?: Derived<"1">;
  /** Expected size of each database in the cluster, by service. */
  readonly databases: ById<{
    readonly size: Derived<"MiB">;
    /** Connections that a tenant's database may hold, so that none takes those of the others. */
    readonly connections?: Derived<"1">;
  }>;
}

/** The one instance that a drill restores into: there for some hours a week, with room kept all week. */
export interface RestoreDrillPlan {
  readonly instances: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
  /** As large as the largest volume that it may restore. */
  readonly storage: Derived<"MiB">;
}

/** The server that a snapshot of the secrets is restored into: there for a minute a day, with room kept all day. */
export interface SecretsDrillPlan {
  /** Between two drills. */
  readonly every: Derived<"days">;
  readonly pods: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
}

/** Dumps of tenants' databases, each encrypted under keys of its own. */
export interface DumpsPlan {
  /** Between two dumps of a database. */
  readonly every: Derived<"days">;
  /** Dumps of one database that stand at the same time: those under the lock, and the newest. */
  readonly standing: Derived<"1">;
  /** Size of a part of an upload, so that the largest dump goes in as many as storage takes. */
  readonly part: Derived<"MiB">;
  /** Pods that dump at the same time, at most. */
  readonly pods: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
}

/** Servers of the event bus, where they are no service of the suite. */
export interface BusPlan {
  readonly servers: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
  /** Volume of one server, which keeps a copy of every message. */
  readonly storage: Derived<"MiB">;
}

export interface BucketPlan {
  readonly service: string;
  readonly size: Derived<"MiB">;
  /** The same bucket under the other usage assumption, where one exists: always printed beside. */
  readonly otherwise?: Derived<"MiB">;
}

export interface CachePlan {
  readonly replicas: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
}

/** Logs of one site. */
export interface LogsPlan {
  /** `bucket`: servers share object storage; `volume`: one server keeps everything on its own. */
  readonly store: "bucket" | "volume";
  /** Days until a line is deleted. */
  readonly retention: Derived<"days">;
  readonly servers: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
  /** Volume of one server. */
  readonly volume: Derived<"MiB">;
  /** Who is handed the lines of others, by the id of its pods. */
  readonly handed: ById<HandedLines>;
}

/** Lines that the agents of every node hand to pods beside the log servers. */
export interface HandedLines {
  /** Where they are taken. */
  readonly url: string;
  /** Whose they are: what tells pods apart, by their id. */
  readonly from: ById<Pick<PodSet, "namespace" | "labels">>;
  /** Lines of one container that wait on its node at least, while nobody takes them; older ones are lost to whom they are handed. */
  readonly waiting: Derived<"MiB">;
}

/** What is written down for good. */
export interface RecordsPlan {
  /** Control framework that the customer is held to. */
  readonly framework: string;
  /** Days for which nobody deletes or overwrites a record. */
  readonly retention: Derived<"days">;
  /** Buckets at the site that serves into which records are written, by their names in the world. */
  readonly buckets: ById<{
    readonly service: string;
    /** Days for which a journal's copies stand; absent where records stand as long as all. */
    readonly journal?: Derived<"days">;
  }>;
  /** What services could write down for good and don't, by service and name: why. */
  readonly unkept: ById<string>;
}

/** Something that is shown again and again to whoever audits. */
export interface EvidencePlan {
  /** What is shown, as a sentence without a full stop. */
  readonly claim: string;
  /** Who produces it: a job in the cluster, or people. */
  readonly by: "job" | "people";
  /** Most days from one showing to the next. */
  readonly every: Derived<"days">;
  /** Where it lies afterwards. */
  readonly kept: string;
  /** Controls of ISO 27001, Annex A, divided by commas. */
  readonly controls: string;
}

export interface NodePoolPlan {
  /** Machine type in the cloud's own word. */
  readonly machine: string;
  readonly nodes: Derived<"nodes">;
  readonly nodesPerZone: Derived<"nodes">;
  readonly maximumNodes: Derived<"nodes">;
  /** What one node leaves to pods after the system's reservations. */
  readonly allocatableCpu: Derived<"millicores">;
  readonly allocatableMemory: Derived<"MiB">;
  readonly volumesPerNode: Derived<"volumes">;
  readonly podsPerNode: Derived<"pods">;
}

export interface SitePlan {
  readonly role: "primary" | "standby";
  readonly cloud: "ovh" | "azure" | "aws" | "existing";
  readonly region: string;
  readonly zones: Derived<"zones">;
  /** Requests of everything that runs here in normal operation, footprints and system pods included. */
  readonly demand: {
    readonly cpu: Derived<"millicores">;
    readonly memory: Derived<"MiB">;
    readonly volumes: Derived<"volumes">;
    readonly pods: Derived<"pods">;
  };
  readonly pools: ById<NodePoolPlan>;
  /** What the customer says of a cluster of its own, because no resource shows it; absent at clouds. */
  readonly stated?: StatedSite;
}

export interface StatedSite {
  /** What carries the same word burns together. */
  readonly failureDomain: string;
  /** Networks in CIDR notation. */
  readonly networks: {
    readonly nodes: string;
    readonly pods: string;
    /** Absent where packets arrive as clients send them. */
    readonly loadBalancers?: string;
  };
}

/** Object storage of the customer's own, as the customer places it. */
export interface OwnStoragePlan {
  readonly host: string;
  /** ISO 3166 code. */
  readonly country: string;
  /** What carries the same word burns together. */
  readonly failureDomain: string;
}

/** What a tier promises, and what this environment can show for it today. */
export interface RecoveryPlan {
  readonly tier: "basis" | "pro" | "overheid";
  readonly promisedLoss: Derived<"s">;
  readonly promisedDowntime: Derived<"s">;
  /** Loss after the site is gone, by store; undecided where a link of the chain has no contract. The same as that of a region. */
  readonly loss: ById<Decided<"s">>;
  /** Copies of archives, by their names in the world. */
  readonly cold: ById<ColdCopyPlan>;
  /** What each failure costs, and what of it is promised. */
  readonly failures: Readonly<Record<Failure, FailurePlan>>;
}

/** A copy of an archive that is read when nothing else is left. */
export interface ColdCopyPlan {
  /** Class of object storage in which fulls lie when they are old enough; absent where they stay as they are. */
  readonly class?: string;
  readonly after?: Derived<"days">;
  readonly because: string;
  /** Until every database is read back from it, without the log that is replayed then. */
  readonly restore: Derived<"s">;
}

export interface CostLine {
  readonly what: string;
  readonly site: string;
  readonly monthly: Decided<"EUR/month">;
}

export interface CostPlan {
  readonly lines: ById<CostLine>;
  /** Sum of the known lines: a lower bound as soon as one line is undecided. */
  readonly total: Derived<"EUR/month">;
  readonly perUser: Derived<"EUR/user/month">;
  /** True where a line has no price, so that the total reads "at least". */
  readonly atLeast: boolean;
}

/** One tenant of a shared platform. */
export interface TenantPlan {
  readonly customer: string;
  readonly domain: string;
  /** Database cluster that holds the tenant's databases. */
  readonly cell: string;
}

/** What only a shared platform has. */
export interface TenancyPlan {
  readonly tenants: ById<TenantPlan>;
  /** Namespaces that every tenant has, by the name behind the tenant's id. */
  readonly namespaces: ById<NamespacePlan>;
}

/** Everything bestek derived from one page of facts; plain JSON, maps keyed by id so that paths stay stable. */
export interface Plan {
  readonly format: "bestek.plan/1";
  readonly environment: {
    readonly name: string;
    readonly stage: string;
    readonly suite: string;
    readonly customer: string;
    readonly domain: string;
    /** Registry that every image and chart is pulled from. */
    readonly mirror: string;
    /** What was copied into the mirror and verified: digests by the publisher's name and tag; absent where nobody recorded them. */
    readonly digests?: Readonly<Record<string, string>>;
    /** Pull secret that stands in every namespace. */
    readonly pullSecret: string;
    /** Address of the network mirror that Terraform's providers come from; absent where they come from their public registry. */
    readonly providerMirror?: string;
    readonly usage: "seed" | "measured";
    /** Parts that are not the default, by what they are for. Absent where all are. */
    readonly parts?: Readonly<Record<string, string>>;
    /** Where Terraform's state is kept, and what burns together with that place. */
    readonly state: { readonly region: string; readonly failureDomain: string };
  };
  /** Numbers the architect wrote. */
  readonly facts: ById<Derived>;
  /** Numbers taken from the catalogue and the suite, each with its source. */
  readonly figures: ById<Derived>;
  readonly load: ById<Derived>;
  readonly services: ById<ServicePlan>;
  readonly databases: ById<DatabaseClusterPlan>;
  /** Absent where nothing needs a database. */
  readonly drill?: RestoreDrillPlan;
  readonly secretsDrill: SecretsDrillPlan;
  /** Absent where no tenant has a database. */
  readonly dumps?: DumpsPlan;
  /** Absent where the bus is a service of the suite, as NATS is, or nobody publishes anything. */
  readonly bus?: BusPlan;
  readonly buckets: ById<BucketPlan>;
  readonly caches: ById<CachePlan>;
  readonly logs: LogsPlan;
  readonly records: RecordsPlan;
  /** What is shown when: evidence by its id. */
  readonly evidence: ById<EvidencePlan>;
  readonly degradation: DegradationPlan;
  readonly sites: ById<SitePlan>;
  /** Object storage outside the clouds of the catalogue, by name; empty where there is none. */
  readonly storage: ById<OwnStoragePlan>;
  readonly namespaces: ById<NamespacePlan>;
  /** Who is who in `flows`: pod sets by id `<component>/<pod>`. */
  readonly podSets: ById<PodSet>;
  /** Every permitted connection; nothing else is. */
  readonly flows: ById<Flow>;
  /** Ways that data takes from end to end, over those connections and what is asked between them. */
  readonly paths: ById<PathPlan>;
  readonly mesh: MeshPlan;
  readonly recovery: RecoveryPlan;
  readonly cost: CostPlan;
  /** Absent where one customer has the platform to itself. */
  readonly tenancy?: TenancyPlan;
}
