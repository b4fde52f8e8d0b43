import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images, systemPods } from "../../../catalog";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredRepository } from "../releases/mirrored-image";
import { resources, restrictedContainer, restrictedPod, spread } from "../releases/pod-values";

export interface ClusterAutoscalerReleaseProps extends ReleaseProps {
  /** Name of the cluster, by which the machines of its groups are tagged. */
  readonly clusterName: string;
  readonly region: string;
  /** What ties its service account to a role of the cloud. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
}

/** Name of the release and of its service account. */
const component = "cluster-autoscaler";

/** Beside the other parts of the cluster itself: it must run where no quota and no policy of ours could stop it. */
const namespace = "kube-system";

/** As the chart names its pods. */
const labels = { "app.kubernetes.io/instance": component, "app.kubernetes.io/name": `aws-${component}` };

/** What EKS lacks: starts a node in the right zone where a pod finds no room, and ends one that nobody needs. */
export class ClusterAutoscalerRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: ClusterAutoscalerReleaseProps) {
    super(scope, id);
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.clusterAutoscaler,
      values: clusterAutoscalerValues(props),
    });
  }
}

export const clusterAutoscalerValues = (props: Omit<ClusterAutoscalerReleaseProps, "dependsOn">): HelmValues => {
  const { count, cpu, memory } = systemPod();
  return {
    cloudProvider: "aws",
    awsRegion: props.region,
    autoDiscovery: { clusterName: props.clusterName },
    image: { ...mirroredRepository(images.clusterAutoscaler, props.mirror), pullSecrets: [props.pullSecret] },
    // One leads, the other waits.
    replicaCount: count,
    // The chart's own key: beside its default a `minAvailable` would make a budget that the API refuses.
    podDisruptionBudget: { maxUnavailable: 1 },
    extraArgs: {
      // Groups of one pool grow evenly over the zones.
      "balance-similar-node-groups": true,
      "balancing-ignore-label_1": "bestek.eu/data-centre",
      // Scratch volumes hold nothing that a pod could not make again.
      "skip-nodes-with-local-storage": false,
      expander: "least-waste",
    },
    rbac: { serviceAccount: { create: true, name: component, annotations: props.serviceAccountAnnotations } },
    resources: resources({ cpu, memory }),
    securityContext: { ...restrictedPod, runAsUser: 65_534, runAsGroup: 65_534 },
    containerSecurityContext: restrictedContainer,
    topologySpreadConstraints: spread({ labels }),
  };
};

function systemPod() {
  const pod = systemPods.aws.find(({ name }) => name === component);
  if (pod?.count.kind !== "fixed") throw new Error("the catalogue counts no cluster autoscaler");
  return { count: pod.count.count, cpu: pod.cpu, memory: pod.memory };
}
