import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { cloudnativePg } from "../../../catalog/footprints/cloudnative-pg";
import { imageReference } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredRepository } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, restrictedContainer, restrictedPod, spread } from "../releases/pod-values";

export type CloudnativePgReleaseProps = ReleaseProps;

/** Containers of the project's images: the publisher's user, and everything taken from it. */
export const cloudnativePgContainer = {
  ...restrictedContainer,
  seccompProfile: restrictedPod.seccompProfile,
  runAsUser: 10001,
  runAsGroup: 10001,
} as const;

/** CloudNativePG with its definitions. The chart has no disruption budget: while no operator runs, databases do. */
export class CloudnativePgRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: CloudnativePgReleaseProps) {
    super(scope, id);
    const { component, namespace } = cloudnativePg;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.cloudnativePg,
      values: cloudnativePgValues(props),
    });
  }
}

export function cloudnativePgValues({ mirror, pullSecret }: Omit<CloudnativePgReleaseProps, "dependsOn">): HelmValues {
  const pod = podOf(cloudnativePg, "operator");
  return {
    crds: { create: true },
    // Also the first init container of every database pod; the chart's own version must not run: see the catalogue.
    image: mirroredRepository(images.cloudnativePg, mirror),
    imagePullSecrets: [{ name: pullSecret }],
    replicaCount: replicasOf(cloudnativePg, "operator"),
    resources: resources(pod),
    podSecurityContext: restrictedPod,
    containerSecurityContext: cloudnativePgContainer,
    topologySpreadConstraints: spread(pod),
    config: {
      create: true,
      clusterWide: true,
      data: {
        // For a database that names no image: the mirror's, never the publisher's.
        POSTGRES_IMAGE_NAME: imageReference(images.postgresql17, mirror),
        PULL_SECRET_NAME: pullSecret,
      },
    },
    webhook: {
      mutating: { create: true, failurePolicy: "Fail" },
      validating: { create: true, failurePolicy: "Fail" },
    },
    monitoring: { podMonitorEnabled: true },
  };
}
