import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { gatekeeper } from "../../../catalog/footprints/gatekeeper";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredRepository } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, spread } from "../releases/pod-values";
import { byTagAlone } from "../../../language";

export interface GatekeeperReleaseProps extends ReleaseProps {
  /** Namespaces of the cluster's own parts, which must come up although nobody answers yet. */
  readonly systemNamespaces: readonly string[];
}

/**
 * Gatekeeper, failing closed: what can't be judged isn't admitted. Its own namespace is left out by the chart and those of the system
 * by our values, so that nodes, network and Gatekeeper itself come up without it.
 */
export class GatekeeperRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: GatekeeperReleaseProps) {
    super(scope, id);
    const { component, namespace } = gatekeeper;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.gatekeeper,
      values: gatekeeperValues(props),
    });
  }
}

/** What is asked about: nodes, leases and everything else that keeps a cluster alive change without a question. */
const judged = [
  { apiGroups: [""], resources: ["namespaces", "pods", "pods/ephemeralcontainers", "services"] },
  { apiGroups: ["apps"], resources: ["daemonsets", "deployments", "statefulsets"] },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"] },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"] },
  {
    apiGroups: ["gateway.envoyproxy.io"],
    resources: ["clienttrafficpolicies", "envoyextensionpolicies", "securitypolicies"],
  },
  // Its own kinds: a rule that doesn't compile is refused at once.
  {
    apiGroups: [
      "templates.gatekeeper.sh",
      "constraints.gatekeeper.sh",
      "expansion.gatekeeper.sh",
      "config.gatekeeper.sh",
    ],
    resources: ["*"],
  },
].map((rule) => ({ ...rule, apiVersions: ["*"], operations: ["CREATE", "UPDATE"] }));

export function gatekeeperValues(props: Omit<GatekeeperReleaseProps, "dependsOn">): HelmValues {
  const { mirror, pullSecret, systemNamespaces } = props;
  const webhook = podOf(gatekeeper, "webhook");
  const replicas = replicasOf(gatekeeper, "webhook");
  // One value is the tag of both.
  const tagged = byTagAlone(mirror);
  const image = mirroredRepository(images.gatekeeper, tagged);
  return {
    image: {
      repository: image.repository,
      release: image.tag,
      crdRepository: mirroredRepository(images.gatekeeperCrds, tagged).repository,
      pullSecrets: [{ name: pullSecret }],
    },
    replicas,
    validatingWebhookFailurePolicy: "Fail",
    validatingWebhookExemptNamespacesLabels: { "kubernetes.io/metadata.name": systemNamespaces },
    validatingWebhookCustomRules: judged,
    // Rules judge what is asked for; nothing is rewritten on its way.
    disableMutation: true,
    // Nothing asks outside of the cluster whether an object may be.
    enableExternalData: false,
    logDenies: true,
    // Ready only when the webhook itself answers: what the job with curl would ask once.
    enableTLSHealthcheck: true,
    postInstall: { labelNamespace: { enabled: false }, probeWebhook: { enabled: false } },
    pdb: { controllerManager: { minAvailable: replicas - 1 } },
    controllerManager: { resources: resources(webhook), topologySpreadConstraints: spread(webhook) },
    audit: { resources: resources(podOf(gatekeeper, "audit")) },
    crds: { resources: resources(podOf(gatekeeper, "update-crds")) },
  };
}
