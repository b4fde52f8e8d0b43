import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { trustManager } from "../../../catalog/footprints/trust-manager";
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

export type TrustManagerReleaseProps = ReleaseProps;

/** trust-manager with its definitions; its webhook's certificate comes from cert-manager, which must run before. */
export class TrustManagerRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: TrustManagerReleaseProps) {
    super(scope, id);
    const { component, namespace } = trustManager;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.trustManager,
      values: trustManagerValues(props),
    });
  }
}

export function trustManagerValues({ mirror, pullSecret }: Omit<TrustManagerReleaseProps, "dependsOn">): HelmValues {
  const pod = podOf(trustManager, "controller");
  const replicas = replicasOf(trustManager, "controller");
  const container = { ...restrictedContainer, ...restrictedPod };
  return {
    crds: { enabled: true, keep: true },
    imagePullSecrets: [{ name: pullSecret }],
    ...jetstackImages(images.trustManager, mirror),
    image: jetstackImage(images.trustManager, mirror),
    // Runs first and is gone before the other container starts: a pod asks for the larger of the two.
    defaultPackage: { enabled: true, resources: resources(pod), securityContext: container },
    defaultPackageImage: jetstackImage(images.trustPackage, mirror),
    replicaCount: replicas,
    podDisruptionBudget: budget(replicas),
    resources: resources(pod),
    podSecurityContext: restrictedPod,
    topologySpreadConstraints: spread(pod),
    app: {
      securityContext: container,
      // Where the authorities lie that it may spread.
      trust: { namespace: trustManager.namespace },
      metrics: { service: { servicemonitor: { enabled: true } } },
    },
  };
}
