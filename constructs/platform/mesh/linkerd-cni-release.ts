import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images, linkerdProxyPorts } from "../../../catalog";
import { linkerdCni } from "../../../catalog/footprints/linkerd";
import { byTagAlone, mebibytes, millicores } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredRepository } from "../releases/mirrored-image";
import { podOf, without } from "../releases/pod-values";
import { linkerdResources } from "./linkerd-values";
import type { NodePlugins } from "./node-plugins";

export interface LinkerdCniReleaseProps extends ReleaseProps {
  readonly plugins: NodePlugins;
}

/** What leads the traffic of pods through their proxies, behind the network plugin that the cluster has. */
export class LinkerdCniRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: LinkerdCniReleaseProps) {
    super(scope, id);
    const { component, namespace } = linkerdCni;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.linkerdCni,
      values: linkerdCniValues(props),
    });
  }
}

const repair = { cpu: millicores(10), memory: mebibytes(32) };

export function linkerdCniValues({
  mirror,
  pullSecret,
  plugins,
}: Omit<LinkerdCniReleaseProps, "dependsOn">): HelmValues {
  const { repository, tag } = mirroredRepository(images.linkerdCni, byTagAlone(mirror));
  return {
    image: { name: repository, version: tag },
    imagePullSecrets: [{ name: pullSecret }],
    destCNIBinDir: plugins.binaries,
    destCNINetDir: plugins.configuration,
    inboundProxyPort: linkerdProxyPorts.inbound,
    outboundProxyPort: linkerdProxyPorts.outbound,
    proxyAdminPort: linkerdProxyPorts.admin,
    proxyControlPort: linkerdProxyPorts.control,
    // Without it no pod of the node starts.
    priorityClassName: "system-node-critical",
    resources: linkerdResources(without(podOf(linkerdCni, "node"), repair)),
    // Pods that came to a new node before the plugin did would wait for ever; it deletes them, and they start anew.
    repairController: { enabled: true, resources: linkerdResources(repair) },
  };
}
