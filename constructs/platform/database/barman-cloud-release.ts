import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { pluginBarmanCloud } from "../../../catalog/footprints/plugin-barman-cloud";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredImage } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, restrictedPod } from "../releases/pod-values";
import { cloudnativePgContainer } from "./cloudnative-pg-release";

export type BarmanCloudReleaseProps = ReleaseProps;

/**
 * The archiving plugin, in the operator's own namespace. The two speak over TLS with certificates of an issuer that the
 * chart makes, so that cert-manager must run before.
 */
export class BarmanCloudRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: BarmanCloudReleaseProps) {
    super(scope, id);
    const { component, namespace } = pluginBarmanCloud;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.pluginBarmanCloud,
      values: barmanCloudValues(props),
    });
  }
}

export const barmanCloudValues = ({ mirror, pullSecret }: Omit<BarmanCloudReleaseProps, "dependsOn">): HelmValues => ({
  crds: { create: true },
  replicaCount: replicasOf(pluginBarmanCloud, "plugin"),
  image: mirroredImage(images.barmanPlugin, mirror),
  // Runs beside PostgreSQL in every database pod.
  sidecarImage: mirroredImage(images.barmanSidecar, mirror),
  imagePullSecrets: [{ name: pullSecret }],
  resources: resources(podOf(pluginBarmanCloud, "plugin")),
  podSecurityContext: restrictedPod,
  containerSecurityContext: cloudnativePgContainer,
  certificate: { createClientCertificate: true, createServerCertificate: true, createIssuer: true },
});
