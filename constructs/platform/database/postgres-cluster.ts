import { Construct } from "constructs";
import { databaseCluster, planningDecisions, postgresqlImage, restoreDrill } from "../../../catalog";
import {
  imageReference,
  toBytes,
  toCpu,
  type DatabaseClusterPlan,
  type DatabaseNeed,
  type Mirror,
} from "../../../language";
import type { Cluster, ClusterSpec } from "../../../imports/custom-resources/cloudnative-pg/cluster";
import type { ScheduledBackup } from "../../../imports/custom-resources/cloudnative-pg/scheduled-backup";
import type { PodMonitor } from "../../../imports/custom-resources/prometheus-operator/pod-monitor";
import { customObject } from "../../kubernetes/custom-object";
import { ownDatabaseAlone } from "./access-rules";
import { archiveFolder, archiveStoreName, barmanPlugin, settingsVolume, type Archive } from "./archive-object-store";
import { cloudIdentity } from "./cloud-identity";
import { connections } from "./connections";
import { objectCountMonitoring } from "./object-count-query";
import { ownDatabase } from "./own-database";

export interface PostgresClusterProps {
  /** Name of the Cluster, and of its folder in every archive. */
  readonly name: string;
  readonly plan: DatabaseClusterPlan;
  /** Databases of services that serve everyone, by service; the owner has the service's name. */
  readonly databases: Readonly<Record<string, DatabaseNeed>>;
  /** Whether tenants keep databases here, as roles and databases of their own releases. */
  readonly sharedByTenants: boolean;
  /** Whether its exporter tells what services said of their buckets. */
  readonly countsObjects: boolean;
  /** Minutes after half past one at night at which the full backup starts, so that clusters take turns. */
  readonly backupMinute: number;
  readonly version: "17" | "15";
  readonly mirror: Mirror;
  readonly pullSecret: string;
  readonly storageClass: string;
  /** Class of snapshots of its volumes; absent where there is none. */
  readonly snapshotClass?: string | undefined;
  /** Site of this cluster; also its name among its peers. */
  readonly site: string;
  /** Site whose cluster takes writes. */
  readonly writer: string;
  /** One archive per site, each kept in another region than the site it covers. */
  readonly archives: readonly Archive[];
  /** Whether a commit waits for a second zone: never lose one, or never wait for one. */
  readonly durability: "required" | "preferred";
  /** What ties the databases' service account to an identity of the cloud; absent where they bear keys, or labels say it. */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}

/** A cluster without data. */
const fresh = { initdb: { encoding: "UTF8", locale: "C.UTF-8", dataChecksums: true } } as const;

/** Secret with the keys to the archives; OpenBao holds it. */
export const archiveSecret = "bucket-archive";

/** Secret with the password of a service's database role. */
export const roleSecret = (service: string): string => `database-${service}`;

/** Counts rows at the source and in what was restored of it; reads everything and writes nothing. */
const drillRole = {
  name: restoreDrill.role,
  ensure: "present" as const,
  login: true,
  inRoles: ["pg_read_all_data"],
  passwordSecret: { name: restoreDrill.secret },
};

/** Name of a cluster's nightly backup; that of the one that every environment had first is older than the others. */
const dailyBackup = (cluster: string): string => (cluster === databaseCluster.name ? "daily" : `${cluster}-daily`);

/**
 * PostgreSQL over the zones of one site: three instances, commits confirmed by a second zone, logs archived straight
 * into another region. At the site that does not write it follows the archive of the one that does.
 */
export class PostgresCluster extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PostgresClusterProps,
  ) {
    super(scope, id);
    this.cluster();
    this.backups();
    this.monitor();
    if (props.site === props.writer) this.databases();
  }

  private cluster(): void {
    const { name, plan, version, mirror, pullSecret, storageClass, site, sharedByTenants } = this.props;
    const image = postgresqlImage(version);
    const requests = { cpu: toCpu(plan.cpuRequest), memory: toBytes(plan.memoryRequest) };
    const cluster: Cluster = {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      spec: {
        instances: plan.instances.value,
        imageName: imageReference(image, mirror),
        imagePullSecrets: [{ name: pullSecret }],
        ...cloudIdentity(this.props),
        ...settingsVolume(this.props.archives),
        enableSuperuserAccess: false,
        enablePDB: true,
        primaryUpdateMethod: "switchover",
        switchoverDelay: planningDecisions.databaseStop.value,
        storage: { size: toBytes(plan.storage), storageClass, resizeInUseVolumes: true },
        resources: { requests, limits: { memory: requests.memory } },
        seccompProfile: { type: "RuntimeDefault" },
        // A primary that sees neither the API server nor another instance stops: it could not know whether it still leads.
        probes: { liveness: { isolationCheck: { enabled: true } } },
        affinity: {
          enablePodAntiAffinity: true,
          podAntiAffinityType: "required",
          topologyKey: "kubernetes.io/hostname",
        },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "DoNotSchedule",
            nodeTaintsPolicy: "Honor",
            labelSelector: { matchLabels: { "cnpg.io/cluster": name } },
          },
        ],
        postgresql: {
          parameters: {
            archive_timeout: `${String(plan.archiveTimeout.value)}s`,
            ...connections(sharedByTenants),
            password_encryption: "scram-sha-256",
            ssl_min_protocol_version: "TLSv1.3",
            log_connections: "on",
            log_disconnections: "on",
          },
          pg_hba: [...ownDatabaseAlone],
          synchronous: {
            method: "any",
            number: 1,
            dataDurability: this.props.durability,
            ...(this.props.durability === "required" ? { failoverQuorum: true } : {}),
          },
        },
        // Roles of tenants are objects of their own, so that this list changes with none.
        managed: { roles: [...(sharedByTenants ? [] : this.roles()), drillRole] },
        plugins: [
          {
            name: barmanPlugin,
            isWALArchiver: true,
            parameters: { barmanObjectName: archiveStoreName(site), serverName: archiveFolder(name, this.own) },
          },
        ],
        ...(this.props.countsObjects ? { monitoring: objectCountMonitoring } : {}),
        ...this.snapshots(),
        ...this.peers(),
      },
    };
    customObject(this, { name }, cluster);
  }

  /** A snapshot is begun while the database works, and goes with the backup that it belongs to. */
  private snapshots(): Pick<ClusterSpec, "backup"> {
    const { snapshotClass: className } = this.props;
    return className === undefined
      ? {}
      : { backup: { volumeSnapshot: { className, online: true, snapshotOwnerReference: "backup" } } };
  }

  private roles(): NonNullable<NonNullable<ClusterSpec["managed"]>["roles"]> {
    return Object.keys(this.props.databases).map((service) => ({
      name: service,
      ensure: "present",
      login: true,
      passwordSecret: { name: roleSecret(service) },
    }));
  }

  /** The archive of this site. */
  private get own(): Archive {
    const { archives, site } = this.props;
    const own = archives.find((archive) => archive.site === site);
    if (own === undefined) throw new Error(`databases of ${site} have no archive`);
    return own;
  }

  /** Where there are two sites, each knows both, and which of them writes. */
  private peers(): Pick<ClusterSpec, "bootstrap" | "externalClusters" | "replica"> {
    const { name, archives, site, writer } = this.props;
    const other = archives.find((archive) => archive.site !== site)?.site;
    if (other === undefined) return { bootstrap: fresh };
    return {
      // Data begin once. Any other cluster, and the first one too when it was lost and comes back, begins with what there is.
      bootstrap: this.own.founds ? fresh : { recovery: { source: other } },
      replica: { self: site, primary: writer, source: site === writer ? other : writer },
      externalClusters: archives.map((archive) => ({
        name: archive.site,
        plugin: {
          name: barmanPlugin,
          parameters: { barmanObjectName: archiveStoreName(archive.site), serverName: archiveFolder(name, archive) },
        },
      })),
    };
  }

  private databases(): void {
    const { name, databases } = this.props;
    for (const [service, need] of Object.entries(databases)) ownDatabase(this, { name: service, cluster: name, need });
  }

  /** A full backup every night; logs follow all day. */
  private backups(): void {
    const { name, backupMinute } = this.props;
    const backup: ScheduledBackup = {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "ScheduledBackup",
      spec: {
        // Six fields, seconds first.
        schedule: `0 ${String((30 + backupMinute) % 60)} ${String(1 + Math.floor((30 + backupMinute) / 60))} * * *`,
        cluster: { name },
        method: "plugin",
        pluginConfiguration: { name: barmanPlugin },
        target: "prefer-standby",
        backupOwnerReference: "self",
        suspend: this.props.site !== this.props.writer,
      },
    };
    customObject(this, { name: dailyBackup(name) }, backup);
  }

  private monitor(): void {
    const { name } = this.props;
    const monitor: PodMonitor = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      spec: { selector: { matchLabels: { "cnpg.io/cluster": name } }, podMetricsEndpoints: [{ port: "metrics" }] },
    };
    customObject(this, { name }, monitor);
  }
}
