import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { istioCni } from "../../../catalog/footprints/istio";
import { imageReference } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { podOf, resources } from "../releases/pod-values";
import type { NodePlugins } from "./node-plugins";

export interface IstioCniReleaseProps extends ReleaseProps {
  readonly plugins: NodePlugins;
}

/** What takes the pods of enrolled namespaces into the mesh, behind the network plugin that the cloud brings. */
export class IstioCniRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: IstioCniReleaseProps) {
    super(scope, id);
    const { component, namespace } = istioCni;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.istioCni,
      values: istioCniValues(props),
    });
  }
}

export const istioCniValues = ({
  mirror,
  pullSecret,
  plugins,
}: Omit<IstioCniReleaseProps, "dependsOn">): HelmValues => ({
  image: imageReference(images.istioCni, mirror),
  cniBinDir: plugins.binaries,
  cniConfDir: plugins.configuration,
  // Names go the way that policies declare, to the cluster's name servers; the mesh answers none.
  ambient: { enabled: true, dnsCapture: false },
  // Mends pods with sidecars; there are none.
  repair: { enabled: false },
  resources: resources(podOf(istioCni, "node")),
  global: { imagePullSecrets: [pullSecret] },
});
