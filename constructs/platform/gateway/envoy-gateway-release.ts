import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { enrolments, helmCharts, images, rateLimitImage } from "../../../catalog";
import { envoyGateway } from "../../../catalog/footprints/envoy-gateway";
import { gibibytes, imageReference, millicores, type MeshKind } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { podOf, replicasOf, resources, restrictedContainer, restrictedPod, spread } from "../releases/pod-values";

export interface EnvoyGatewayReleaseProps extends ReleaseProps {
  /** Which mesh the cluster has. */
  readonly mesh: MeshKind;
  /** Pods of the controller. Default: as the footprint counts them. */
  readonly replicas?: number;
}

/** The user that the publisher's image runs as. */
const user = { runAsUser: 65532, runAsGroup: 65532 };

/**
 * Envoy Gateway with the definitions of the Gateway API and its own, which is why it comes before everything that
 * speaks either. The publisher's chart of definitions alone, `gateway-crds-helm`, can't be a release: Helm keeps chart and
 * manifest in one Secret, and with three sets of definitions that passes its megabyte (envoyproxy/gateway#6105,
 * 2025-05; open). Here they lie in a subchart, which the Secret leaves out. Helm installs such definitions and
 * never changes them: before an upgrade apply those of the new chart (`helm show crds`, `kubectl apply --server-side`).
 */
export class EnvoyGatewayRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: EnvoyGatewayReleaseProps) {
    super(scope, id);
    const { component, namespace } = envoyGateway;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.gatewayHelm,
      values: envoyGatewayValues(props),
    });
  }
}

export function envoyGatewayValues({
  mirror,
  pullSecret,
  mesh,
  replicas = replicasOf(envoyGateway, "controller"),
}: Omit<EnvoyGatewayReleaseProps, "dependsOn">): HelmValues {
  const controller = podOf(envoyGateway, "controller");
  const securityContext = { ...restrictedContainer, ...restrictedPod, ...user, privileged: false };
  const pod = { securityContext: { ...restrictedPod, ...user, fsGroup: user.runAsGroup } };
  return {
    crds: { enabled: true },
    global: {
      imagePullSecrets: [{ name: pullSecret }],
      images: {
        envoyGateway: { image: imageReference(images.envoyGateway, mirror) },
        envoyProxy: { image: imageReference(images.envoyProxy, mirror) },
        // Rate limiting is off and starts no pod; the controller's configuration names its image all the same (chart 1.9.0).
        ratelimit: { image: imageReference(rateLimitImage, mirror) },
      },
    },
    deployment: {
      replicas,
      envoyGateway: {
        // The publisher's own limit of memory: the controller holds every route and certificate at once.
        resources: resources(controller, { cpu: millicores(500), memory: gibibytes(1) }),
        securityContext,
      },
      pod: { ...pod, topologySpreadConstraints: spread(controller), ...outsideOf(mesh) },
    },
    podDisruptionBudget: { minAvailable: replicas - 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    certgen: { job: { resources: resources(podOf(envoyGateway, "certgen")), securityContext, pod } },
    config: {
      envoyGateway: {
        gateway: { controllerName: "gateway.envoyproxy.io/gatewayclass-controller" },
        provider: { type: "Kubernetes" },
        // No patches of the proxy's raw configuration, no backends outside the cluster.
        extensionApis: {},
      },
    },
    topologyInjector: { enabled: true },
  };
}

/** The controller starts before Linkerd does, and must not change sides when it starts again. */
function outsideOf(mesh: MeshKind): { readonly annotations?: Readonly<Record<string, string>> } {
  switch (mesh) {
    case "istio-ambient":
      return {};
    case "linkerd":
      return { annotations: { [enrolments.linkerd.key]: "disabled" } };
  }
}
