import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { kafkaCluster } from "../../../catalog/footprints/kafka";
import { strimzi } from "../../../catalog/footprints/strimzi";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import {
  budget,
  podOf,
  replicasOf,
  resources,
  restrictedContainer,
  restrictedPod,
  spread,
} from "../releases/pod-values";

export type StrimziReleaseProps = ReleaseProps;

/** Strimzi, which watches the namespace of our Kafka and no other. Policies between pods are ours, and not its. */
export class StrimziRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: StrimziReleaseProps) {
    super(scope, id);
    const { component, namespace } = strimzi;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.strimzi,
      values: strimziValues(props),
    });
  }
}

export function strimziValues({ mirror, pullSecret }: Omit<StrimziReleaseProps, "dependsOn">): HelmValues {
  const pod = podOf(strimzi, "operator");
  const { registry, repository, tag } = images.strimzi;
  const [account = ""] = repository.split("/");
  const replicas = replicasOf(strimzi, "operator");
  return {
    // Every image that the chart names, those of Kafka for each of its versions included, is put together from these three.
    defaultImageRegistry: `${mirror.host}/${registry}`,
    defaultImageRepository: account,
    defaultImageTag: tag,
    image: { imagePullSecrets: [{ name: pullSecret }] },
    replicas,
    resources: resources(pod),
    podSecurityContext: restrictedPod,
    securityContext: { ...restrictedContainer, ...restrictedPod },
    topologySpreadConstraints: spread(pod),
    podDisruptionBudget: budget(replicas),
    leaderElection: { enable: true },
    watchAnyNamespace: false,
    watchNamespaces: [kafkaCluster.namespace],
    generateNetworkPolicy: false,
    generatePodDisruptionBudget: true,
    extraEnvs: [{ name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" }],
  };
}
