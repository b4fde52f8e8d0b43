import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { ztunnel } from "../../../catalog/footprints/istio";
import { imageReference, mebibytes, millicores } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { podOf, resources } from "../releases/pod-values";

/** The tunnel on every node. A new one starts beside the old one, which keeps its connections for half a minute more. */
export class ZtunnelRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: ReleaseProps) {
    super(scope, id);
    const { component, namespace } = ztunnel;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.ztunnel,
      values: ztunnelValues(props),
    });
  }
}

export const ztunnelValues = ({ mirror, pullSecret }: Omit<ReleaseProps, "dependsOn">): HelmValues => ({
  image: imageReference(images.ztunnel, mirror),
  imagePullSecrets: [pullSecret],
  istioNamespace: ztunnel.namespace,
  // What ends it ends every connection of its node.
  resources: resources(podOf(ztunnel, "node"), { cpu: millicores(2000), memory: mebibytes(1024) }),
});
