import type { ShownKeys } from "./certificate-keys";
import type { DumpBooks } from "./dumps";
import type { JournalBooks } from "./journal";
import type { OnBoarding } from "./on-boarding";
import type { MailSigning } from "./signing-keys";

/** One site as commands name it. */
export interface RunbookSite {
  readonly id: string;
  readonly region: string;
  /** Context of kubectl, and the commands that make it where there is none yet. */
  readonly context: string;
  readonly login: readonly string[];
  /** Stacks of the site in the order of their application. */
  readonly stacks: readonly string[];
  readonly infrastructure: string;
  /** Where services of this site keep objects; Azure's storage has an account in each name instead. */
  readonly objects: { readonly host: string; readonly region: string; readonly addressing: "virtual-host" | "path" };
  /** Bucket of the databases' archive, and where it stands. */
  readonly archive: {
    readonly bucket: string;
    readonly region: string;
    readonly host: string;
    /** Region that requests to it are signed for. */
    readonly signingRegion: string;
    readonly addressing: "virtual-host" | "path";
    /** Azure's account that holds it, and its resource group; absent where buckets stand by themselves. */
    readonly account?: { readonly name: string; readonly resourceGroup: string };
    /** Folder of each database cluster's present life in it. */
    readonly folders: Readonly<Record<string, string>>;
  };
}

/** A bucket of a service at both of its places. */
export interface RunbookBucket {
  readonly service: string;
  readonly bucket: string;
  /** Name, or address at Azure, by site id; the copy of a single site stands under `copy`. */
  readonly names: Readonly<Record<string, string>>;
}

/** Plain facts from which runbooks are written. */
export interface RunbookFacts {
  readonly environment: string;
  readonly customer: string;
  readonly domain: string;
  readonly tier: "basis" | "pro" | "overheid";
  /** The file that holds the page of facts. */
  readonly page: string;
  readonly serving: RunbookSite;
  /** The other site, and whether it follows or may be gone; absent where there is none. */
  readonly other?: { readonly kind: "follows" | "lost"; readonly site: RunbookSite };
  /** True where the site that serves is the first of the page. */
  readonly primaryServes: boolean;
  /** Stacks of no site. */
  readonly keys: string | undefined;
  readonly dns: string;
  readonly trust: string;
  /** Stack of realms and clients; undefined where they are no stack of their own. */
  readonly identity: string | undefined;
  readonly secretsHost: string;
  readonly databaseClusters: readonly string[];
  readonly databaseNamespace: string;
  readonly secretsNamespace: string;
  /** What holds the secrets: its name, that of its Services and servers, its command line and how the variables begin that it reads. */
  readonly secretsServer: {
    readonly title: string;
    readonly name: string;
    readonly program: string;
    readonly variables: string;
  };
  /** Namespaces of services whose pods write. */
  readonly writers: readonly string[];
  /** What object storage speaks. */
  readonly protocol: "s3" | "azure-blob";
  readonly buckets: readonly RunbookBucket[];
  /** Workloads that draw a sample of what services write, and compare what a storage copied of it; absent where nothing does. */
  readonly replicaLooks?: { readonly draws: string; readonly compares: string };
  /** Values that the cluster makes itself: the Secret that holds one, and its path in the secrets server. */
  readonly generated: readonly { readonly namespace: string; readonly secret: string; readonly path: string }[];
  /** Keys that sign mail; absent where no service sends any. */
  readonly signing?: MailSigning;
  /** Keys of the mail server's certificate; absent where no service takes mail. */
  readonly shownKeys?: ShownKeys;
  /** Dumps of tenants' databases; absent where no tenant has one. */
  readonly dumps?: DumpBooks;
  /** Copies of mail that nobody shortens; absent where none are kept. */
  readonly journal?: JournalBooks;
  readonly snapshotJobs: { readonly save: string; readonly restore: string; readonly follow: string };
  readonly snapshotPrefix: string;
  /** What restores the newest snapshot of the secrets every so many days, and looks whether it opens. */
  readonly secretsDrill: { readonly job: string; readonly everyDays: number };
  /** Times that the plan counts with, in words. */
  readonly steps: readonly { readonly step: string; readonly takes: string }[];
  readonly loss: readonly { readonly store: string; readonly lost: string }[];
  /** How one more tenant comes; absent where there is one customer alone, or no tenant yet. */
  readonly onBoarding?: OnBoarding;
}
