import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { databaseCluster, images, postgresqlImage, restoreDrill } from "../../../catalog";
import { imageReference, mebibytes, millicores, type Image } from "../../../language";
import { databaseDrill } from "../../../planning/flows";
import { databaseHostOf, workloadLabels } from "../../../planning/placement";
import { apiToken, apiTokenFolder } from "../../kubernetes/api-token";
import { contentHash } from "../../kubernetes/content-hash";
import {
  snapshotJob,
  snapshotList,
  snapshotName,
  snapshotTurnNames,
  snapshotTurns,
  type SnapshotTurn,
} from "./volume-snapshots";
import { jobPod } from "../secrets/job-pod";
import { resources, restrictedContainer } from "../releases/pod-values";
import { compareScript, countScript, drillFolder, verdictScript } from "./drill-scripts";
import { scratchCluster, type ScratchClusterProps } from "./scratch-cluster";

export interface RestoreDrillProps extends Omit<ScratchClusterProps, "archive" | "sharedByTenants"> {
  /** Clusters of the site, each with the turn that its drill has. */
  readonly clusters: Readonly<
    Record<
      string,
      { readonly archive: ScratchClusterProps["archive"]; readonly sharedByTenants: boolean; readonly schedule: string }
    >
  >;
  /** When what a drill left behind is deleted, as five fields of cron. */
  readonly clearing: string;
  /** Whether volumes have a class of snapshots: then each cluster's is taken anew every second day, and one of two is always there. */
  readonly snapshots: boolean;
  /** Whether data are written here: only what is written here is restored here. */
  readonly writes: boolean;
}

/** Name of the CronJob that drills a cluster. */
export const drillJob = (cluster: string): string => `restore-drill-${cluster}`;

/** Deletes what a drill left behind, whatever became of it. */
const clearJob = "restore-drill-clear";

/** Account of the drill's pods: it may make database clusters here, and look at and delete that of the drill alone. */
const account = "restore-drill-runner";

/** A cell has a session for each of its databases, some two hundred at most. */
const most = { cpu: millicores(500), memory: mebibytes(512) };

/**
 * Seconds that the parts of a drill may take. Together with what is left of four hours they end before what is left behind is deleted;
 * a database whose restore takes longer fails its drill, and so the promise that it could be restored in that time.
 */
const patience = { quiet: 1200, archive: 900, restore: 9000, whole: 12_600 } as const;

/**
 * Proves of each database cluster that its archive brings it back: restores it to one moment into a scratch cluster by the same operator and
 * plugin that an emergency would use, asks both for every table's rows and contents, and deletes the scratch cluster again.
 */
export class RestoreDrill extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RestoreDrillProps,
  ) {
    super(scope, id);
    this.rights();
    for (const [cluster, { schedule, ...restored }] of Object.entries(props.clusters)) {
      const manifest = scratchCluster({ ...props, ...restored, of: cluster });
      const name = `${drillJob(cluster)}-${contentHash(manifest)}`;
      new k8s.KubeConfigMap(this, `files-${cluster}`, {
        metadata: { name, labels: this.labels },
        immutable: true,
        data: { "cluster.json": JSON.stringify(manifest) },
      });
      this.cron(drillJob(cluster), schedule, this.drill(cluster, name));
    }
    if (props.snapshots) for (const turn of snapshotTurnNames) this.snapshot(turn);
    this.cron(clearJob, props.clearing, this.pod([], [this.kubectl("clear", this.deletion)], []));
  }

  private get labels(): Record<string, string> {
    return { ...workloadLabels(databaseCluster.namespace, databaseDrill) };
  }

  private rights(): void {
    const metadata = { name: account, labels: this.labels };
    const clusters = { apiGroups: ["postgresql.cnpg.io"], resources: ["clusters"] };
    new k8s.KubeServiceAccount(this, "account", { metadata, automountServiceAccountToken: false });
    new k8s.KubeRole(this, "role", {
      metadata,
      rules: [
        // A name can't be part of the right to create.
        { ...clusters, verbs: ["create"] },
        { ...clusters, verbs: ["get", "delete"], resourceNames: [restoreDrill.name] },
        ...(this.props.snapshots ? snapshotRights(Object.keys(this.props.clusters)) : []),
      ],
    });
    new k8s.KubeRoleBinding(this, "binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: account },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: databaseCluster.namespace }],
    });
  }

  private cron(name: string, schedule: string, template: k8s.PodTemplateSpec): void {
    new k8s.KubeCronJob(this, name, {
      metadata: { name, labels: this.labels },
      spec: {
        schedule,
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        suspend: !this.props.writes,
        startingDeadlineSeconds: 900,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: { backoffLimit: 0, activeDeadlineSeconds: patience.whole, template } },
      },
    });
  }

  /** Counts, restores and compares one after the other; says what came of it while what was restored is deleted. */
  private drill(cluster: string, files: string): k8s.PodTemplateSpec {
    return this.pod(
      [
        this.postgres("count", databaseHostOf(cluster), countScript(patience)),
        this.kubectl("restore", ["create", `--filename=${drillFolder}/cluster.json`, "--validate=false"]),
        this.postgres("compare", databaseHostOf(restoreDrill.name), compareScript(patience.restore)),
      ],
      [this.postgres("verdict", undefined, verdictScript(cluster)), this.kubectl("clear", this.deletion)],
      [{ name: "drill", configMap: { name: files } }],
    );
  }

  /** Deletes the backups of the turn before last, waits until their snapshots are gone too, and has the operator make them anew. */
  private snapshot(turn: SnapshotTurn): void {
    const clusters = Object.keys(this.props.clusters);
    const manifest = snapshotList(clusters, turn);
    const names = clusters.map((cluster) => snapshotName(cluster, turn));
    const name = `${snapshotJob(turn)}-${contentHash(manifest)}`;
    new k8s.KubeConfigMap(this, `files-${turn}`, {
      metadata: { name, labels: this.labels },
      immutable: true,
      data: { "backups.json": JSON.stringify(manifest) },
    });
    const gone = names.map((each) => `volumesnapshots.snapshot.storage.k8s.io/${each}`);
    const take = this.kubectl("take", ["create", "--filename=/drill/backups.json", "--validate=false"]);
    this.cron(
      snapshotJob(turn),
      snapshotTurns[turn],
      this.pod(
        [
          this.kubectl("delete", ["delete", "backups.postgresql.cnpg.io", ...names, "--ignore-not-found"]),
          this.kubectl("wait", ["wait", "--for=delete", ...gone, "--timeout=15m"]),
        ],
        [
          {
            ...take,
            volumeMounts: [...(take.volumeMounts ?? []), { name: "drill", mountPath: "/drill", readOnly: true }],
          },
        ],
        [{ name: "drill", configMap: { name } }],
      ),
    );
  }

  private get deletion(): readonly string[] {
    return ["delete", `clusters.postgresql.cnpg.io/${restoreDrill.name}`, "--ignore-not-found", "--wait=false"];
  }

  private pod(initContainers: k8s.Container[], containers: k8s.Container[], files: k8s.Volume[]): k8s.PodTemplateSpec {
    return {
      metadata: { labels: this.labels },
      spec: {
        ...jobPod({ serviceAccount: account, pullSecret: this.props.pullSecret, user: 26 }),
        ...(initContainers.length === 0 ? {} : { initContainers }),
        containers,
        volumes: [
          { name: "work", emptyDir: { sizeLimit: k8s.Quantity.fromString("256Mi") } },
          // Only the containers that ask the API server have it.
          apiToken("token", 3600),
          ...files,
        ],
      },
    };
  }

  private postgres(name: string, host: string | undefined, script: string): k8s.Container {
    const { version } = this.props;
    return {
      ...this.container(name, postgresqlImage(version)),
      command: ["/bin/bash", "-c", script],
      ...(host === undefined
        ? {}
        : {
            env: [
              { name: "PGHOST", value: host },
              { name: "PGUSER", value: restoreDrill.role },
              { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: restoreDrill.secret, key: "password" } } },
              { name: "PGSSLMODE", value: "require" },
              { name: "PGCONNECT_TIMEOUT", value: "10" },
            ],
          }),
      volumeMounts: [
        { name: "work", mountPath: drillFolder },
        ...(name === "count" ? [{ name: "drill", mountPath: "/drill", readOnly: true }] : []),
      ],
    };
  }

  private kubectl(name: string, args: readonly string[]): k8s.Container {
    return {
      ...this.container(name, images.kubectl),
      command: ["/bin/kubectl"],
      args: [...args, `--cache-dir=${drillFolder}/cache`],
      env: [{ name: "HOME", value: drillFolder }],
      volumeMounts: [
        { name: "work", mountPath: drillFolder },
        { name: "token", mountPath: apiTokenFolder, readOnly: true },
      ],
    };
  }

  private container(
    name: string,
    image: Image,
  ): Pick<k8s.Container, "name" | "image" | "resources" | "securityContext"> {
    const { requests, limits } = resources({ cpu: millicores(50), memory: mebibytes(128) }, most);
    const quantities = ({ cpu, memory }: { readonly cpu: string; readonly memory: string }) => ({
      cpu: k8s.Quantity.fromString(cpu),
      memory: k8s.Quantity.fromString(memory),
    });
    return {
      name,
      image: imageReference(image, this.props.mirror),
      resources: { requests: quantities(requests), limits: quantities(limits) },
      securityContext: {
        allowPrivilegeEscalation: restrictedContainer.allowPrivilegeEscalation,
        readOnlyRootFilesystem: restrictedContainer.readOnlyRootFilesystem,
        capabilities: { drop: [...restrictedContainer.capabilities.drop] },
      },
    };
  }
}

/** Makes backups, deletes those of its own names alone, and sees when a snapshot is gone. */
function snapshotRights(clusters: readonly string[]): readonly k8s.PolicyRule[] {
  const backups = { apiGroups: ["postgresql.cnpg.io"], resources: ["backups"] };
  const names = clusters.flatMap((cluster) => snapshotTurnNames.map((turn) => snapshotName(cluster, turn)));
  return [
    { ...backups, verbs: ["create"] },
    { ...backups, verbs: ["get", "delete"], resourceNames: names },
    { apiGroups: ["snapshot.storage.k8s.io"], resources: ["volumesnapshots"], verbs: ["get", "list", "watch"] },
  ];
}
