import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import {
  databaseDumps,
  dumpDeadline,
  dumpPartsHeld,
  dumpRequests,
  images,
  postgresqlImage,
  secretsAddressOf,
  secretsServer,
  type SecretsProduct,
} from "../../../catalog";
import { imageReference, mebibytes, type Image, type Mirror, type Quantity } from "../../../language";
import { dumpTurn } from "../../../planning/dumps";
import { databaseHostOf, workloadLabels, type TenantDatabase } from "../../../planning/placement";
import { dumpKeys, dumpPrefix, dumpUser } from "../../infrastructure/stores";
import { jobContainer } from "../secrets/job-container";
import { inMemory, jobPod } from "../secrets/job-pod";
import { dumpRole } from "../secrets/secret-paths";
import { identityLabels, remoteOf, remoteSettings, type SnapshotPlace } from "../secrets/snapshot-store";
import { tokenFor } from "../../kubernetes/api-token";
import { dumpProgram } from "./dump-program";
import { carryScript, dumpFolders, dumpScript, keyScript, sealCommand } from "./dump-scripts";
import { roleSecret } from "./postgres-cluster";

export interface DatabaseDumpsProps {
  /** Databases of one tenant. */
  readonly databases: readonly TenantDatabase[];
  readonly product: SecretsProduct;
  /** Where the site archives. */
  readonly archive: Pick<SnapshotPlace, "place" | "signingRegion">;
  /** Size of a part of an upload. */
  readonly part: Quantity<"MiB">;
  /** Whether data are written here: only what is written here is dumped here. */
  readonly writes: boolean;
  readonly version: "17" | "15";
  readonly mirror: Mirror;
  readonly pullSecret: string;
}

/** Name of the CronJob that dumps a database. */
export const dumpJob = (database: string): string => `dump-${database}`;

/** Object in the archive that a dump becomes; the one of last week stays as an earlier version while its lock lasts. */
export const dumpObject = ({ tenant, name }: Pick<TenantDatabase, "tenant" | "name">): string =>
  `${dumpPrefix}${tenant}/${name}.sealed`;

/** User of PostgreSQL's image and of the archiving one; the other two run as anybody. */
const runAs = 26;

/**
 * Dumps each database of a tenant once a week and seals it before it leaves the pod: a key of its own, which the job can't get a second time, bare in memory
 * while the dump lasts. Nothing touches a disk on its way. People with both policies open it (`runbooks/dumps.md`).
 */
export class DatabaseDumps extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseDumpsProps,
  ) {
    super(scope, id);
    for (const database of props.databases) this.cron(database);
  }

  private cron(database: TenantDatabase): void {
    const name = dumpJob(database.name);
    const labels = { ...workloadLabels(databaseDumps.namespace, databaseDumps.workload) };
    new k8s.KubeCronJob(this, database.name, {
      metadata: { name, labels },
      spec: {
        schedule: dumpTurn(database.name),
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        suspend: !this.props.writes,
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: { backoffLimit: 2, activeDeadlineSeconds: dumpDeadline.value, template: this.pod(database, labels) },
        },
      },
    });
  }

  private pod(database: TenantDatabase, labels: Readonly<Record<string, string>>): k8s.PodTemplateSpec {
    const { archive, pullSecret } = this.props;
    const store = { ...archive, object: dumpObject(database) };
    return {
      metadata: { labels: { ...labels, ...identityLabels(store) } },
      spec: {
        ...jobPod({ serviceAccount: databaseDumps.account, pullSecret, user: runAs }),
        initContainers: [this.key(database)],
        containers: [this.dump(database), this.seal(), this.carry(store)],
        volumes: [
          inMemory("key", "1Mi"),
          inMemory("pipes", "16Mi"),
          tokenFor(dumpRole(database.tenant), "token", 600),
          { name: "program", configMap: { name: dumpProgram.configMap } },
        ],
      },
    };
  }

  private key(database: TenantDatabase): k8s.Container {
    const { product } = this.props;
    const server = secretsServer(product);
    return {
      ...this.container("key", server.image),
      command: ["/bin/sh", "-euc", keyScript(product, database)],
      env: [
        { name: `${server.program.variables}_ADDR`, value: secretsAddressOf(server) },
        // The command line looks for a token of earlier logins in its home.
        { name: "HOME", value: dumpFolders.key },
      ],
      volumeMounts: [
        { name: "key", mountPath: dumpFolders.key },
        { name: "pipes", mountPath: dumpFolders.pipes },
        { name: "token", mountPath: dumpFolders.token, readOnly: true },
      ],
    };
  }

  private dump({ name, cluster }: TenantDatabase): k8s.Container {
    const from = (key: string) => ({ secretKeyRef: { name: roleSecret(name), key } });
    return {
      ...this.container("dump", postgresqlImage(this.props.version)),
      command: ["/bin/bash", "-c", dumpScript()],
      env: [
        { name: "PGHOST", value: databaseHostOf(cluster) },
        { name: "PGDATABASE", value: name },
        { name: "PGUSER", valueFrom: from("username") },
        { name: "PGPASSWORD", valueFrom: from("password") },
        { name: "PGSSLMODE", value: "require" },
        { name: "PGCONNECT_TIMEOUT", value: "10" },
      ],
      volumeMounts: [{ name: "pipes", mountPath: dumpFolders.pipes }],
    };
  }

  /** The image that archives beside every database is the one here with both Python and its `cryptography`. */
  private seal(): k8s.Container {
    return {
      ...this.container("seal", images.barmanSidecar),
      command: [...sealCommand(`${dumpFolders.program}/${dumpProgram.file}`)],
      volumeMounts: [
        { name: "key", mountPath: dumpFolders.key, readOnly: true },
        { name: "pipes", mountPath: dumpFolders.pipes },
        { name: "program", mountPath: dumpFolders.program, readOnly: true },
      ],
    };
  }

  private carry(store: SnapshotPlace): k8s.Container {
    return {
      ...this.container("carry", images.rclone),
      command: ["/bin/sh", "-euc", carryScript(remoteOf(store))],
      env: [
        ...remoteSettings(store, { user: dumpUser, keys: dumpKeys }),
        ...partsOf(store, this.props.part),
        { name: "HOME", value: dumpFolders.pipes },
      ],
      volumeMounts: [{ name: "pipes", mountPath: dumpFolders.pipes }],
    };
  }

  private container(
    name: keyof typeof dumpRequests,
    image: Image,
  ): Pick<k8s.Container, "name" | "image" | "resources" | "securityContext"> {
    const { part, mirror } = this.props;
    const { cpu, memory: own } = dumpRequests[name];
    const requested = name === "carry" ? mebibytes(own.value + dumpPartsHeld * part.value) : own;
    return { name, image: imageReference(image, mirror), ...jobContainer({ cpu, memory: requested }) };
  }
}

/** How large the parts of an upload are, of which two are on their way at a time. */
function partsOf({ place }: SnapshotPlace, part: Quantity<"MiB">): readonly k8s.EnvVar[] {
  const product = place.kind === "s3" ? "S3" : "AZUREBLOB";
  return [
    { name: `RCLONE_${product}_CHUNK_SIZE`, value: `${String(part.value)}Mi` },
    { name: `RCLONE_${product}_UPLOAD_CONCURRENCY`, value: "2" },
  ];
}
