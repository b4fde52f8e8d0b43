import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { istiod } from "../../../catalog/footprints/istio";
import { imageReference } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredImage } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, spread } from "../releases/pod-values";

/** Istio's control plane for ambient mode: no sidecars, an authority of its own for identities that live a day. */
export class IstiodRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: ReleaseProps) {
    super(scope, id);
    const { component, namespace } = istiod;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.istiod,
      values: istiodValues(props),
    });
  }
}

export function istiodValues({ mirror, pullSecret }: Omit<ReleaseProps, "dependsOn">): HelmValues {
  const pod = podOf(istiod, "server");
  const replicas = replicasOf(istiod, "server");
  const { registry } = mirroredImage(images.istiod, mirror);
  return {
    image: imageReference(images.istiod, mirror),
    autoscaleEnabled: false,
    replicaCount: replicas,
    resources: resources(pod),
    topologySpreadConstraints: spread(pod),
    seccompProfile: { type: "RuntimeDefault" },
    pdb: { minAvailable: replicas - 1 },
    env: { PILOT_ENABLE_AMBIENT: "true" },
    cni: { enabled: true },
    global: {
      // What it would make proxies from, were it asked for one.
      hub: `${registry}/release`,
      variant: "distroless",
      istioNamespace: istiod.namespace,
      imagePullSecrets: [pullSecret],
      // Without it no new pod of the mesh gets a certificate.
      priorityClassName: "system-cluster-critical",
    },
  };
}
