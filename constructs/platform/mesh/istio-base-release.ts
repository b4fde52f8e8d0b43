import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, meshSystem } from "../../../catalog";
import { componentRelease, type ReleaseProps } from "../releases/component-release";

/** Name of the release that brings the definitions of the mesh. */
export const meshDefinitions = "istio-base";

/** The definitions of the mesh's policies, and the webhook that judges them, before anything that would need them. */
export class IstioBaseRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: Omit<ReleaseProps, "pullSecret">) {
    super(scope, id);
    this.release = componentRelease(this, {
      ...props,
      component: meshDefinitions,
      namespace: meshSystem.namespace,
      chart: helmCharts.istioBase,
      values: {
        // An account by which a control plane in another cluster would read this one; there is none.
        global: { istioNamespace: meshSystem.namespace, enableReaderRBAC: false },
      },
    });
  }
}
