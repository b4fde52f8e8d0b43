import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { loki } from "../../../catalog/footprints/loki";
import { toBytes, type LogsPlan } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredImage } from "../releases/mirrored-image";
import { podOf, resources, spread } from "../releases/pod-values";
import { storageValues, storeEnvironment, storeIdentity, storeName, type LogStore } from "./log-store";

/** How logs of a site are kept. */
export interface LogKeeping {
  readonly plan: Pick<LogsPlan, "handed" | "retention" | "servers" | "volume">;
  readonly store: LogStore;
}

export interface LokiReleaseProps extends ReleaseProps {
  /** Class of the volumes: encrypted. */
  readonly storageClass: string;
  readonly logs: LogKeeping;
}

/** Address at which agents deliver logs and Grafana asks for them. */
export const lokiUrl = `http://${loki.component}.${loki.namespace}.svc.cluster.local:3100`;

/** Day from which the one schema holds: before the first environment was applied. A later schema is added, never put in its place. */
const schemaFrom = "2026-01-01";

/**
 * Servers that each take in, keep, answer and compact. Streams go to three of them where there are three, and from there to
 * object storage; one of them deletes what is older than the retention. Needs in its namespace: the Secret with keys to the
 * bucket where the cloud gives no identity to pods.
 */
export class LokiRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: LokiReleaseProps) {
    super(scope, id);
    const { component, namespace } = loki;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.loki,
      values: lokiValues(props),
    });
  }
}

export function lokiValues({
  mirror,
  pullSecret,
  storageClass,
  logs: { plan, store },
}: Omit<LokiReleaseProps, "dependsOn">): HelmValues {
  const { accountAnnotations, podLabels } = storeIdentity(store);
  return {
    imagePullSecrets: [{ name: pullSecret }],
    deploymentMode: "Monolithic",
    loki: {
      image: mirroredImage(images.loki, mirror),
      ...configuration(plan, store),
    },
    serviceAccount: { annotations: { ...accountAnnotations }, automountServiceAccountToken: false },
    defaults: { automountServiceAccountToken: false },
    // Reads nothing of the cluster: there are no rules to collect.
    rbac: { namespaced: true },
    sidecar: { rules: { enabled: false } },
    singleBinary: {
      ...servers(plan),
      podLabels: { ...podLabels },
      extraEnv: storeEnvironment(store),
      sidecar: false,
      persistence: {
        enabled: true,
        size: toBytes(plan.volume),
        storageClass,
        whenDeleted: "Retain",
        whenScaled: "Retain",
      },
    },
    ...leftOut,
    monitoring: { serviceMonitor: { enabled: true, interval: "30s" } },
  };
}

function servers({ servers: { value: replicas } }: LogKeeping["plan"]): HelmValues {
  const pod = podOf(loki, "server");
  return {
    replicas,
    resources: resources(pod),
    topologySpreadConstraints: spread(pod),
    // Every line has three keepers, of which two must answer.
    podDisruptionBudget: { enabled: replicas > 1, maxUnavailable: 1 },
  };
}

/** One reader of logs for the whole platform: people sign in to Grafana, and `tenant` is a label. */
const configuration = ({ retention, servers: { value } }: LogKeeping["plan"], store: LogStore): HelmValues => ({
  auth_enabled: false,
  storage: storageValues(store),
  commonConfig: { replication_factor: Math.min(value, 3) },
  schemaConfig: {
    configs: [
      {
        from: schemaFrom,
        store: "tsdb",
        object_store: storeName(store),
        schema: "v13",
        index: { prefix: "index_", period: "24h" },
      },
    ],
  },
  limits_config: { retention_period: `${String(retention.value * 24)}h` },
  compactor: {
    retention_enabled: true,
    delete_request_store: storeName(store),
    working_directory: "/var/loki/compactor",
  },
  analytics: { reporting_enabled: false },
});

/** Parts of the chart that a few servers behind Grafana don't need, each with an image of its own. */
const leftOut: HelmValues = {
  gateway: { enabled: false },
  chunksCache: { enabled: false },
  resultsCache: { enabled: false },
  lokiCanary: { enabled: false },
  test: { enabled: false },
  ruler: { enabled: false },
  minio: { enabled: false },
  write: { replicas: 0 },
  read: { replicas: 0 },
  backend: { replicas: 0 },
};
