import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { istioCni, istiod, ztunnel } from "../../../catalog/footprints/istio";
import { linkerdCni, linkerdControlPlane } from "../../../catalog/footprints/linkerd";
import { IstioBaseRelease, meshDefinitions } from "./istio-base-release";
import { IstioCniRelease, type IstioCniReleaseProps } from "./istio-cni-release";
import { IstiodRelease } from "./istiod-release";
import { LinkerdCniRelease } from "./linkerd-cni-release";
import { LinkerdControlPlaneRelease, type LinkerdControlPlaneReleaseProps } from "./linkerd-control-plane-release";
import { LinkerdCrdsRelease, linkerdDefinitions } from "./linkerd-crds-release";
import type { NodePlugins } from "./node-plugins";
import { ZtunnelRelease } from "./ztunnel-release";

/**
 * Istio in the order that its publisher names: definitions, control plane, then on the nodes the plugin and the tunnel. When the last
 * one stands, pods of enrolled namespaces may start.
 */
export function installIstio(scope: Construct, props: IstioCniReleaseProps): ITerraformDependable {
  const definitions = new IstioBaseRelease(scope, meshDefinitions, props).release;
  const control = new IstiodRelease(scope, istiod.component, { ...props, dependsOn: [definitions] }).release;
  const plugin = new IstioCniRelease(scope, istioCni.component, { ...props, dependsOn: [control] }).release;
  return new ZtunnelRelease(scope, ztunnel.component, { ...props, dependsOn: [plugin] }).release;
}

export interface LinkerdProps extends LinkerdControlPlaneReleaseProps {
  readonly plugins: NodePlugins;
}

/**
 * Linkerd after its authority: definitions, the plugin on the nodes, through which the control plane's own proxies are led already, then
 * the control plane. When it stands, pods of enrolled namespaces may start.
 */
export function installLinkerd(scope: Construct, props: LinkerdProps): ITerraformDependable {
  const definitions = new LinkerdCrdsRelease(scope, linkerdDefinitions, props).release;
  const plugin = new LinkerdCniRelease(scope, linkerdCni.component, { ...props, dependsOn: [definitions] }).release;
  return new LinkerdControlPlaneRelease(scope, linkerdControlPlane.component, { ...props, dependsOn: [plugin] })
    .release;
}
