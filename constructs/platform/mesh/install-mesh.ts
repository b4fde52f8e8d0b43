import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { istioCni, istiod, ztunnel } from "../../../catalog/footprints/istio";
import { IstioBaseRelease, meshDefinitions } from "./istio-base-release";
import { IstioCniRelease, type IstioCniReleaseProps } from "./istio-cni-release";
import { IstiodRelease } from "./istiod-release";
import { ZtunnelRelease } from "./ztunnel-release";

/**
 * The mesh in the order that its publisher names: definitions, control plane, then on the nodes the plugin and the tunnel. When the last
 * one stands, pods of enrolled namespaces may start.
 */
export function installMesh(scope: Construct, props: IstioCniReleaseProps): ITerraformDependable {
  const definitions = new IstioBaseRelease(scope, meshDefinitions, props).release;
  const control = new IstiodRelease(scope, istiod.component, { ...props, dependsOn: [definitions] }).release;
  const plugin = new IstioCniRelease(scope, istioCni.component, { ...props, dependsOn: [control] }).release;
  return new ZtunnelRelease(scope, ztunnel.component, { ...props, dependsOn: [plugin] }).release;
}
