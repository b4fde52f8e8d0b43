import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { externalSecrets } from "../../../catalog/footprints/external-secrets";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredRepository } from "../releases/mirrored-image";
import {
  budget,
  podOf,
  replicasOf,
  resources,
  restrictedContainer,
  restrictedPod,
  spread,
} from "../releases/pod-values";

export type ExternalSecretsReleaseProps = ReleaseProps;

/** External Secrets Operator with its definitions; it makes and renews the certificate of its webhook itself. */
export class ExternalSecretsRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: ExternalSecretsReleaseProps) {
    super(scope, id);
    const { component, namespace } = externalSecrets;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.externalSecrets,
      values: externalSecretsValues(props),
    });
  }
}

export const externalSecretsValues = (props: Omit<ExternalSecretsReleaseProps, "dependsOn">): HelmValues => ({
  installCRDs: true,
  ...workload("controller", props),
  // Two write the same secret twice: one leads, the other waits.
  leaderElect: true,
  webhook: { create: true, ...workload("webhook", props) },
  certController: { create: true, ...workload("cert-controller", props) },
  // The monitors' definitions are there by order of installation; asking the cluster would make the plan depend on it.
  serviceMonitor: { enabled: true, renderMode: "alwaysRender" },
});

function workload(name: string, { mirror, pullSecret }: Omit<ExternalSecretsReleaseProps, "dependsOn">) {
  const replicas = replicasOf(externalSecrets, name);
  const pod = podOf(externalSecrets, name);
  return {
    image: mirroredRepository(images.externalSecrets, mirror),
    imagePullSecrets: [{ name: pullSecret }],
    replicaCount: replicas,
    podDisruptionBudget: budget(replicas),
    resources: resources(pod),
    securityContext: { ...restrictedContainer, ...restrictedPod },
    topologySpreadConstraints: spread(pod),
  };
}
