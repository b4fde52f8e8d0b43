import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts } from "../../../catalog";
import { linkerdControlPlane } from "../../../catalog/footprints/linkerd";
import { componentRelease, type ReleaseProps } from "../releases/component-release";

/** Name of the release that brings the definitions of Linkerd's policies. */
export const linkerdDefinitions = "linkerd-crds";

/** The definitions of the mesh's policies; those of the Gateway API, which it reads as well, come with the gateway. */
export class LinkerdCrdsRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: Omit<ReleaseProps, "pullSecret">) {
    super(scope, id);
    this.release = componentRelease(this, {
      ...props,
      component: linkerdDefinitions,
      namespace: linkerdControlPlane.namespace,
      chart: helmCharts.linkerdCrds,
      values: { installGatewayAPI: false },
    });
  }
}
