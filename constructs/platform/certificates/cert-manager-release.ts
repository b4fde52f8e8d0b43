import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { certManager } from "../../../catalog/footprints/cert-manager";
import type { Image, Mirror } from "../../../language";
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
import { jetstackImage, jetstackImages } from "./jetstack-image";

export type CertManagerReleaseProps = ReleaseProps;

/**
 * cert-manager with its definitions. They stay when the release goes: with them every certificate would go. It looks for
 * the definitions of the Gateway API when it starts, and does not start without them.
 */
export class CertManagerRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: CertManagerReleaseProps) {
    super(scope, id);
    const { component, namespace } = certManager;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.certManager,
      values: certManagerValues(props),
    });
  }
}

export const certManagerValues = ({ mirror, pullSecret }: Omit<CertManagerReleaseProps, "dependsOn">): HelmValues => ({
  global: {
    imagePullSecrets: [{ name: pullSecret }],
    // Its own namespace, where it needs no rights in that of the system.
    leaderElection: { namespace: certManager.namespace },
  },
  crds: { enabled: true, keep: true },
  config: {
    apiVersion: "controller.config.cert-manager.io/v1alpha1",
    kind: "ControllerConfiguration",
    gatewayAPI: { enabled: true },
  },
  ...jetstackImages(images.certManagerController, mirror),
  ...workload("controller", images.certManagerController, mirror),
  webhook: workload("webhook", images.certManagerWebhook, mirror),
  cainjector: workload("cainjector", images.certManagerCainjector, mirror),
  acmesolver: { image: jetstackImage(images.certManagerAcmesolver, mirror) },
  startupapicheck: {
    image: jetstackImage(images.certManagerStartupapicheck, mirror),
    resources: resources(podOf(certManager, "startupapicheck")),
    securityContext: restrictedPod,
    containerSecurityContext: restrictedContainer,
    // The webhook answers once its certificate has spread; a minute is short where images come from afar.
    timeout: "5m",
  },
  prometheus: { enabled: true, servicemonitor: { enabled: true } },
});

function workload(name: string, image: Image, mirror: Mirror) {
  const replicas = replicasOf(certManager, name);
  const pod = podOf(certManager, name);
  return {
    image: jetstackImage(image, mirror),
    replicaCount: replicas,
    podDisruptionBudget: { ...budget(replicas), unhealthyPodEvictionPolicy: "AlwaysAllow" },
    resources: resources(pod),
    securityContext: restrictedPod,
    containerSecurityContext: restrictedContainer,
    topologySpreadConstraints: spread(pod),
  };
}
