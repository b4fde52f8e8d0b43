import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { Cluster } from "../../../imports/custom-resources/cloudnative-pg/cluster";
import type { ObjectStore } from "../../../imports/custom-resources/plugin-barman-cloud/object-store";
import { customObject } from "../../kubernetes/custom-object";
import { clientIdOf } from "../../kubernetes/workload-identity";
import { archiveUser } from "../../infrastructure/stores";

/** Name of the plugin that archives and restores. */
export const barmanPlugin = "barman-cloud.cloudnative-pg.io";

/** By what right databases read and write an archive that speaks S3. */
export type S3Access =
  /** Keys in a Secret beside the databases: `access-key` and `secret-key`. */
  | { readonly kind: "keys"; readonly secret: string; readonly region: string }
  /** The cloud's own identity of the database pods: nothing is kept in the cluster. */
  | { readonly kind: "pod-identity"; readonly region: string };

/** Where an archive lies, and how databases get in. */
export type ArchivePlace =
  | {
      readonly kind: "s3";
      readonly bucket: string;
      /** Endpoint of the bucket's region, without a scheme. */
      readonly host: string;
      /** Whether requests name the bucket in the host or in the path. */
      readonly addressing: "virtual-host" | "path";
      readonly access: S3Access;
    }
  /** A container of an Azure storage account, opened by the identity of the database pods. */
  | { readonly kind: "azure-blob"; readonly account: string; readonly container: string };

/** Where the databases of one site archive. */
export interface Archive {
  readonly site: string;
  /** How often the clusters of the site were begun anew: each life has a folder of its own, which it must find empty. */
  readonly rebuilt: number;
  /** True where the data of the environment begin, instead of coming from another archive. */
  readonly founds: boolean;
  readonly place: ArchivePlace;
  readonly retentionDays: number;
}

/** Folder of a cluster in the archive of its site. */
export const archiveFolder = (cluster: string, { rebuilt }: Pick<Archive, "rebuilt">): string =>
  rebuilt === 0 ? cluster : `${cluster}-${String(rebuilt + 1)}`;

/** Name of the object that describes a site's archive. */
export const archiveStoreName = (site: string): string => `archive-${site}`;

/** A place for logs and base backups. Old ones are expired by the plugin; the bucket's lock outlives that. */
export function archiveObjectStore(scope: Construct, { site, place, retentionDays }: Archive): void {
  const environment = sidecarEnvironment(place);
  const store: ObjectStore = {
    apiVersion: "barmancloud.cnpg.io/v1",
    kind: "ObjectStore",
    spec: {
      retentionPolicy: `${String(retentionDays)}d`,
      configuration: {
        ...destination(place),
        data: { compression: "gzip", jobs: 4 },
        wal: { compression: "zstd", maxParallel: 8 },
      },
      instanceSidecarConfiguration: {
        ...(environment.length === 0 ? {} : { env: [...environment] }),
        resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
      },
    },
  };
  customObject(scope, { name: archiveStoreName(site) }, store);
}

type Configuration = ObjectStore["spec"]["configuration"];

function destination(
  place: ArchivePlace,
): Pick<Configuration, "destinationPath" | "endpointURL" | "s3Credentials" | "azureCredentials"> {
  switch (place.kind) {
    case "s3":
      return {
        destinationPath: `s3://${place.bucket}/`,
        endpointURL: `https://${place.host}`,
        s3Credentials: s3Credentials(place.access),
      };
    case "azure-blob":
      return {
        destinationPath: `https://${place.account}.blob.core.windows.net/${place.container}/`,
        // Finds the token that the workload identity webhook mounts (plugin 0.11.0, 2026-01-30, and later).
        azureCredentials: { useDefaultAzureCredentials: true },
      };
  }
}

function s3Credentials(access: S3Access): NonNullable<Configuration["s3Credentials"]> {
  switch (access.kind) {
    case "keys":
      return {
        accessKeyId: { name: access.secret, key: "access-key" },
        secretAccessKey: { name: access.secret, key: "secret-key" },
      };
    case "pod-identity":
      return { inheritFromIAMRole: true };
  }
}

type Variable = NonNullable<NonNullable<ObjectStore["spec"]["instanceSidecarConfiguration"]>["env"]>[number];

/** The archiver signs for the bucket's region and not for that of the cluster, which AWS's webhook would fill in. */
const identifiedAt = (value: string): readonly Variable[] =>
  ["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => ({ name, value }));

/** ConfigMap with settings of the archiving process, and the file in it. */
const settings = { name: "archive-settings", file: "aws.config" } as const;

/** Whether the archiving process must be told to name buckets in hosts: with an endpoint of its own it names them in paths. */
const namesHosts = (place: ArchivePlace): boolean => place.kind === "s3" && place.addressing === "virtual-host";

/**
 * Settings that the plugin has no field for and boto3 reads from a file alone (cloudnative-pg/plugin-barman-cloud#1091, open on
 * 2026-09-01). Clusters mount them under `/projected`, and its sidecars see what the database sees.
 */
export function archiveSettings(scope: Construct, archives: readonly Archive[]): void {
  if (!archives.some(({ place }) => namesHosts(place))) return;
  new k8s.KubeConfigMap(scope, "archive-settings", {
    metadata: { name: settings.name },
    data: { [settings.file]: "[default]\ns3 =\n    addressing_style = virtual\n" },
  });
}

/** How a cluster mounts the settings of its archives. */
export const settingsVolume = (archives: readonly Archive[]): Pick<Cluster["spec"], "projectedVolumeTemplate"> =>
  archives.some(({ place }) => namesHosts(place))
    ? {
        projectedVolumeTemplate: {
          sources: [{ configMap: { name: settings.name, items: [{ key: settings.file, path: settings.file }] } }],
        },
      }
    : {};

/** What the archiving process must be told beside the configuration. */
function sidecarEnvironment(place: ArchivePlace): readonly Variable[] {
  switch (place.kind) {
    case "s3":
      return [
        ...identifiedAt(place.access.region),
        ...(namesHosts(place) ? [{ name: "AWS_CONFIG_FILE", value: `/projected/${settings.file}` }] : []),
      ];
    case "azure-blob":
      return [clientIdOf(archiveUser)];
  }
}
