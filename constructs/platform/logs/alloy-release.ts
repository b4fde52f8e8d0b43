import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { alloy } from "../../../catalog/footprints/alloy";
import { contentHash } from "../../kubernetes/content-hash";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { imageWithDigest } from "../releases/mirrored-image";
import { podOf, resources, restrictedContainer } from "../releases/pod-values";
import { otlpPort } from "../traces/otlp-port";
import { agentConfiguration } from "./agent-configuration";
import type { LogKeeping } from "./loki-release";
import { podLogs } from "./pod-rules";

/** Where an agent notes how far it has read; a new pod starts at the beginning of every file, and Loki drops what it has. */
const ownFolder = "/tmp/alloy";

export interface AlloyReleaseProps extends ReleaseProps {
  readonly logs: { readonly plan: Pick<LogKeeping["plan"], "handed"> };
}

/** The log agent of every node, on nodes of every kind. */
export class AlloyRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: AlloyReleaseProps) {
    super(scope, id);
    const { component, namespace } = alloy;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.alloy,
      values: alloyValues(props),
    });
  }
}

export function alloyValues({ mirror, pullSecret, logs }: Omit<AlloyReleaseProps, "dependsOn">): HelmValues {
  const content = agentConfiguration(logs.plan.handed);
  return {
    global: { image: { pullSecrets: [{ name: pullSecret }] } },
    image: imageWithDigest(images.alloy, mirror),
    // Definitions of objects that nobody here makes.
    crds: { create: false },
    rbac: {
      rules: [{ apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] }],
      clusterRules: [],
    },
    alloy: {
      configMap: { content },
      storagePath: ownFolder,
      enableReporting: false,
      extraPorts: [{ name: "otlp-grpc", port: otlpPort, targetPort: otlpPort, protocol: "TCP" }],
      resources: resources(podOf(alloy, "agent")),
      // The kubelet's files belong to root and nobody else may read them; of root's powers none is left.
      securityContext: { ...restrictedContainer, runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } },
      mounts: {
        extra: [
          { name: "pod-logs", mountPath: podLogs, readOnly: true },
          { name: "own", mountPath: ownFolder },
        ],
      },
    },
    // A new configuration comes with new pods instead.
    configReloader: { enabled: false },
    controller: {
      type: "daemonset",
      priorityClassName: "system-node-critical",
      podAnnotations: { "bestek.eu/configuration": contentHash(content) },
      tolerations: [{ operator: "Exists" }],
      volumes: {
        extra: [
          { name: "pod-logs", hostPath: { path: podLogs, type: "Directory" } },
          { name: "own", emptyDir: { sizeLimit: "256Mi" } },
        ],
      },
    },
    serviceMonitor: { enabled: true, interval: "30s" },
  };
}
