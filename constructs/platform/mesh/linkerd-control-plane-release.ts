import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images, linkerdProxy, linkerdProxyPorts } from "../../../catalog";
import { linkerdControlPlane } from "../../../catalog/footprints/linkerd";
import { byTagAlone, mebibytes, millicores, zoneLabel } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredRepository } from "../releases/mirrored-image";
import { podOf, replicasOf, without } from "../releases/pod-values";
import { linkerdWebhooks } from "./linkerd-authority";
import { linkerdResources } from "./linkerd-values";

export interface LinkerdControlPlaneReleaseProps extends ReleaseProps {
  /** Namespaces whose pods start without asking the mesh. */
  readonly outside: readonly string[];
}

/** Linkerd's control plane: certificates from cert-manager's authority, nothing let in by default, and no calls home. */
export class LinkerdControlPlaneRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: LinkerdControlPlaneReleaseProps) {
    super(scope, id);
    const { component, namespace } = linkerdControlPlane;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.linkerdControlPlane,
      values: linkerdControlPlaneValues(props),
    });
  }
}

/** One of the containers of the destinations' pods, which are three beside the proxy. */
const third = { cpu: millicores(100), memory: mebibytes(50) };

export function linkerdControlPlaneValues({
  mirror,
  pullSecret,
  outside,
}: Omit<LinkerdControlPlaneReleaseProps, "dependsOn">): HelmValues {
  // The chart writes both tags into labels.
  const controller = mirroredRepository(images.linkerdController, byTagAlone(mirror));
  const proxy = mirroredRepository(images.linkerdProxy, byTagAlone(mirror));
  const ownOf = (pod: string) => linkerdResources(without(podOf(linkerdControlPlane, pod), linkerdProxy));
  const webhook = ({ certificate }: { readonly certificate: string }) => ({
    externalSecret: true,
    injectCaFrom: `${linkerdControlPlane.namespace}/${certificate}`,
  });
  return {
    controllerImage: controller.repository,
    controllerImageVersion: controller.tag,
    linkerdVersion: controller.tag,
    imagePullSecrets: [{ name: pullSecret }],
    controllerReplicas: replicasOf(linkerdControlPlane, "destination"),
    enablePodDisruptionBudget: true,
    enablePodAntiAffinity: true,
    // Without it no new pod of the mesh starts.
    priorityClassName: "system-cluster-critical",
    cniEnabled: true,
    // Tells the vendor the version and the age of the installation, every day.
    disableHeartBeat: true,
    identity: {
      externalCA: true,
      issuer: { scheme: "kubernetes.io/tls", issuanceLifetime: "24h0m0s" },
    },
    identityResources: ownOf("identity"),
    destinationResources: linkerdResources(third),
    spValidatorResources: linkerdResources(third),
    policyController: { resources: linkerdResources(third) },
    proxyInjectorResources: ownOf("injector"),
    // A pod that starts without its proxy would speak in the clear.
    webhookFailurePolicy: "Fail",
    proxyInjector: {
      ...webhook(linkerdWebhooks.injector),
      namespaceSelector: {
        matchExpressions: [
          { key: zoneLabel, operator: "Exists" },
          { key: "kubernetes.io/metadata.name", operator: "NotIn", values: [...outside].sort() },
        ],
      },
    },
    profileValidator: webhook(linkerdWebhooks.profiles),
    policyValidator: webhook(linkerdWebhooks.policies),
    proxy: {
      image: { name: proxy.repository, version: proxy.tag },
      resources: linkerdResources(linkerdProxy),
      ports: { ...linkerdProxyPorts },
      // Jobs end when their own container does.
      nativeSidecar: true,
      defaultInboundPolicy: "deny",
      // All that pods of the mesh send each other arrives on one port, which is the one that network policies open.
      outboundTransportMode: "transport-header",
    },
  };
}
