import { postgresqlImage, restoreDrill } from "../../../catalog";
import { imageReference, toBytes, toCpu, type RestoreDrillPlan, type Mirror } from "../../../language";
import type { Cluster } from "../../../imports/custom-resources/cloudnative-pg/cluster";
import { drillAlone } from "./access-rules";
import { archiveFolder, archiveStoreName, barmanPlugin, settingsVolume, type Archive } from "./archive-object-store";
import { cloudIdentity } from "./cloud-identity";
import { targetPlaceholder } from "./drill-scripts";
import { connections } from "./connections";

export interface ScratchClusterProps {
  readonly plan: RestoreDrillPlan;
  /** Archive of the site that the databases are written at. */
  readonly archive: Archive;
  /** Whether the cluster that is restored keeps databases of tenants. */
  readonly sharedByTenants: boolean;
  readonly version: "17" | "15";
  readonly mirror: Mirror;
  readonly pullSecret: string;
  /** Class whose volumes go when their claim goes. */
  readonly storageClass: string;
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}

/**
 * What a drill has the operator make: one instance that begins with what an archive holds up to a moment that the drill fills in, and that
 * archives nothing, so that it can't get between the log of the database it was restored from.
 */
export function scratchCluster({
  of,
  plan,
  archive,
  sharedByTenants,
  version,
  mirror,
  pullSecret,
  storageClass,
  accountAnnotations,
}: ScratchClusterProps & { readonly of: string }): Cluster & { readonly metadata: { readonly name: string } } {
  const memory = toBytes(plan.memoryRequest);
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    metadata: { name: restoreDrill.name },
    spec: {
      instances: plan.instances.value,
      imageName: imageReference(postgresqlImage(version), mirror),
      imagePullSecrets: [{ name: pullSecret }],
      ...cloudIdentity({ archives: [archive], ...(accountAnnotations === undefined ? {} : { accountAnnotations }) }),
      ...settingsVolume([archive]),
      enableSuperuserAccess: false,
      enablePDB: false,
      storage: { size: toBytes(plan.storage), storageClass },
      resources: { requests: { cpu: toCpu(plan.cpuRequest), memory }, limits: { memory } },
      seccompProfile: { type: "RuntimeDefault" },
      postgresql: {
        parameters: { ...connections(sharedByTenants), ssl_min_protocol_version: "TLSv1.3" },
        pg_hba: [...drillAlone],
      },
      bootstrap: {
        recovery: { source: of, recoveryTarget: { targetLSN: targetPlaceholder, exclusive: true } },
      },
      externalClusters: [
        {
          name: of,
          plugin: {
            name: barmanPlugin,
            parameters: { barmanObjectName: archiveStoreName(archive.site), serverName: archiveFolder(of, archive) },
          },
        },
      ],
    },
  };
}
