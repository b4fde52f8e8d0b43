import type {
  DegradationPlan,
  Flow,
  MeshPlan,
  NamespacePlan,
  OwnStoragePlan,
  PathPlan,
  PodSecurity,
  PodSet,
  SitePlan,
  Zone,
} from "../../language";
import type { Json, JsonObject } from "./json";

type ById<T> = Readonly<Record<string, T>>;

/** What kind of block of a Terraform file a fact was read from. */
export type TerraformBlock =
  "resource" | "data" | "ephemeral" | "provider" | "backend" | "variable" | "output" | "local" | "module" | "other";

/** One block of one stack's `cdk.tf.json`, by id `<stack>:<address>`. */
export interface TerraformFact {
  readonly stack: string;
  readonly block: TerraformBlock;
  /** As Terraform writes it, such as `ovh_cloud_project_kube.cluster` or `data.ovh_me.account`. */
  readonly address: string;
  /** Type of a resource or data source, name of a provider or backend; otherwise the block's own word. */
  readonly type: string;
  readonly attributes: Json;
}

/** One Kubernetes object, by id `<site>/<namespace or _cluster>/<kind>/<name>`. */
export interface KubernetesFact {
  readonly site: string;
  /** Absent for cluster-wide objects. */
  readonly namespace?: string;
  readonly kind: string;
  readonly name: string;
  /** Release whose chart holds the object. */
  readonly release: string;
  /** Path below the environment's output folder. */
  readonly file: string;
  readonly object: JsonObject;
}

/** One chart of our own, by id `<site>/<release>`. */
export interface ChartFact {
  readonly site: string;
  readonly release: string;
  /** SHA-256 of each file, by path below the chart's folder. */
  readonly files: ById<string>;
  /** Templates by path: what Helm makes of the objects. */
  readonly templates: ById<string>;
}

/** One `helm_release`, by id `<stack>:<address>`. */
export interface ReleaseFact {
  readonly stack: string;
  /** Site that the stack belongs to; absent for stacks of no site. */
  readonly site?: string;
  readonly name: string;
  readonly namespace: string;
  /** Name in the repository, or the folder of a chart of our own. */
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  /** The documents of `values`, parsed, in their order. */
  readonly values: readonly Json[];
  /** Documents that only Terraform can evaluate. */
  readonly unreadValues: readonly string[];
  /** SHA-256 of each file of a chart that lies in the stack's own folder; absent for charts of a repository. */
  readonly carried?: ById<string>;
}

/** Pods of a third-party component as they are declared, never read from a manifest. */
export interface DeclaredPodFact {
  /** The service account that the chart makes for it, where it has one of its own. */
  readonly account?: string;
  readonly labels: ById<string>;
  readonly ports: ById<{ readonly port: number; readonly protocol: "TCP" | "UDP" }>;
  /** Publishers' references, such as `docker.io/library/x:1`. */
  readonly images: readonly string[];
}

export interface FootprintFact {
  readonly component: string;
  readonly namespace: string;
  readonly zone: Zone;
  readonly podSecurity: PodSecurity;
  /** Chart that makes the pods; absent where an operator does. */
  readonly chart?: { readonly name: string; readonly repository: string; readonly version: string };
  readonly pods: ById<DeclaredPodFact>;
  readonly file: string;
}

/** What the plan says of the loss of one store when the region is gone. */
export type PlannedLoss =
  | { readonly kind: "known"; readonly seconds: number }
  /** Why there is no number. */
  | { readonly kind: "unknown"; readonly because: string };

/** One failure as the plan computes it, in seconds. */
export interface PlannedFailure {
  /** Absent where no time is promised. */
  readonly promisedDowntime?: number;
  /** Steps that every store waits for, by name. */
  readonly steps: ById<PlannedLoss>;
  /** Time until people work with each store again. */
  readonly downtime: ById<PlannedLoss>;
}

/** What the plan promises and computes of recovery, as far as files can show it. */
export interface PlannedRecovery {
  readonly tier: "basis" | "pro" | "overheid";
  /** Promised loss in seconds, by failure; absent where none is. */
  readonly promisedLoss: ById<number>;
  /** Loss of each store of each tenant when the region is gone. */
  readonly loss: ById<PlannedLoss>;
  readonly failures: ById<PlannedFailure>;
  /** Class in which each copy of an archive grows cold, by its name. */
  readonly cold: ById<string>;
}

/** A site, and what runs there in normal operation: millicores and MiB. */
export interface PlannedSite extends Pick<SitePlan, "role" | "cloud" | "region" | "stated"> {
  readonly demand?: { readonly cpu: number; readonly memory: number };
  /** What a node of each machine leaves to pods. */
  readonly machines?: ById<{ readonly cpu: number; readonly memory: number }>;
}

/** What the plan promised; the other numbers stay in the plan. */
export interface PlanFacts {
  readonly recovery: PlannedRecovery;
  /** Absent where the plan says nothing of records. */
  readonly records?: {
    /** Days for which nobody may delete a record. */
    readonly days: number;
    /** Buckets into which records are written, by their names. */
    readonly buckets: ById<{
      readonly service: string;
      /** Days for which a journal's copies stand; absent where records stand as long as all. */
      readonly journal?: number;
    }>;
  };
  /** Whose lines agents hand to whom, by the id of the takers' pods: the address, and the namespaces of those who write, by the id of theirs. */
  readonly handed: ById<{ readonly url: string; readonly from: ById<string> }>;
  /** Data of each database cluster in MiB. */
  readonly databaseSizes: ById<number>;
  /** As written in the plan. */
  readonly environment: JsonObject;
  readonly sites: ById<PlannedSite>;
  /** Object storage of the customer's own, by name. */
  readonly storage: ById<OwnStoragePlan>;
  readonly namespaces: ById<NamespacePlan>;
  readonly podSets: ById<PodSet>;
  readonly flows: ById<Flow>;
  /** Absent where the plan says nothing of ways from end to end. */
  readonly paths?: ById<PathPlan>;
  /** Absent where the plan knows no mesh. */
  readonly mesh?: Pick<MeshPlan, "kind">;
  /** Absent where the plan says nothing of it. */
  readonly degradation?: DegradationPlan;
  /** Absent where one customer has the platform to itself. */
  readonly tenancy?: {
    readonly tenants: ById<{ readonly domain: string; readonly cell: string }>;
    /** Namespaces that every tenant has, by the name behind the tenant's id. */
    readonly namespaces: ById<NamespacePlan>;
  };
}

/** Everything the checks may know: read from the synthesized files of one environment and nothing else. */
export interface Facts {
  readonly format: "bestek.facts/1";
  readonly environment: string;
  readonly terraform: ById<TerraformFact>;
  readonly kubernetes: ById<KubernetesFact>;
  readonly charts: ById<ChartFact>;
  readonly releases: ById<ReleaseFact>;
  readonly footprints: ById<FootprintFact>;
  readonly plan: PlanFacts;
  /** `terraform.tfrc`: where Terraform takes providers from; absent where nothing was written. */
  readonly terraformConfiguration?: string;
  /** `bom.cdx.json`: what the environment is made of; absent where nothing was written. */
  readonly billOfMaterials?: Json;
  /** SHA-256 of every file that was read, by path below the output folder or, for stacks, below `cdktf.out`. */
  readonly files: ById<string>;
}
