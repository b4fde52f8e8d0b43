import type { Construct } from "constructs";
import type { ObjectStore } from "../../../imports/custom-resources/plugin-barman-cloud/object-store";
import { customObject } from "../../kubernetes/custom-object";

/** Name of the plugin that archives and restores. */
export const barmanPlugin = "barman-cloud.cloudnative-pg.io";

/** Where the databases of one site archive. */
export interface Archive {
  readonly site: string;
  readonly bucket: string;
  /** Endpoint of the bucket's region, without a scheme. */
  readonly host: string;
  readonly retentionDays: number;
}

/** Name of the object that describes a site's archive. */
export const archiveStoreName = (site: string): string => `archive-${site}`;

/** A place for logs and base backups. Old ones are expired by the plugin; the bucket's lock outlives that. */
export function archiveObjectStore(
  scope: Construct,
  { site, bucket, host, retentionDays }: Archive,
  secret: string,
): void {
  const store: ObjectStore = {
    apiVersion: "barmancloud.cnpg.io/v1",
    kind: "ObjectStore",
    spec: {
      retentionPolicy: `${String(retentionDays)}d`,
      configuration: {
        destinationPath: `s3://${bucket}/`,
        endpointURL: `https://${host}`,
        s3Credentials: {
          accessKeyId: { name: secret, key: "access-key" },
          secretAccessKey: { name: secret, key: "secret-key" },
        },
        data: { compression: "gzip", jobs: 4 },
        wal: { compression: "zstd", maxParallel: 8 },
      },
      instanceSidecarConfiguration: {
        resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
      },
    },
  };
  customObject(scope, { name: archiveStoreName(site) }, store);
}
