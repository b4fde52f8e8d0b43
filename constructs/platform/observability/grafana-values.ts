import { images } from "../../../catalog";
import { kubePrometheusStack } from "../../../catalog/footprints/kube-prometheus-stack";
import { mebibytes, millicores, type Mirror } from "../../../language";
import { lokiUrl } from "../logs/loki-release";
import { jaegerUrl } from "../traces/jaeger-configuration";
import type { HelmValues } from "../releases/helm-values";
import { imageWithSha } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, without, type ContainerRequests } from "../releases/pod-values";

/** One of the two containers that bring dashboards and data sources from config maps. */
const sidecar: ContainerRequests = { cpu: millicores(10), memory: mebibytes(64) };

/**
 * Grafana without a volume: what it shows comes from config maps. It asks nobody outside for versions, plugins, news or
 * pictures, and no picture of a dashboard leaves. It knows nobody: whoever the jump host lets through reads, and nobody changes what
 * config maps say. The chart makes an administrator's password in the cluster; the jump host withholds what could carry it here.
 */
export function grafanaValues(mirror: Mirror): HelmValues {
  const pod = podOf(kubePrometheusStack, "grafana");
  return {
    enabled: true,
    image: imageWithSha(images.grafana, mirror),
    replicas: replicasOf(kubePrometheusStack, "grafana"),
    resources: resources(without(pod, sidecar, sidecar)),
    persistence: { enabled: false },
    sidecar: {
      image: imageWithSha(images.grafanaSidecar, mirror),
      resources: resources(sidecar),
      // Config maps alone: it has no business with secrets.
      dashboards: { enabled: true, resource: "configmap" },
      datasources: { enabled: true, resource: "configmap" },
    },
    additionalDataSources: [
      { name: "Loki", type: "loki", uid: "loki", access: "proxy", url: lokiUrl },
      { name: "Jaeger", type: "jaeger", uid: "jaeger", access: "proxy", url: jaegerUrl },
    ],
    // Both would pull images that no mirror holds.
    testFramework: { enabled: false },
    initChownData: { enabled: false },
    "grafana.ini": {
      analytics: {
        reporting_enabled: false,
        check_for_updates: false,
        check_for_plugin_updates: false,
        feedback_links_enabled: false,
      },
      news: { news_feed_enabled: false },
      plugins: { preinstall_disabled: true, public_key_retrieval_disabled: true, plugin_admin_enabled: false },
      security: { disable_gravatar: true },
      auth: { disable_login_form: true },
      "auth.anonymous": { enabled: true, org_role: "Viewer", hide_version: true },
      // Connections that stay open pass no door that reads requests.
      live: { max_connections: 0 },
      snapshots: { external_enabled: false },
    },
  };
}
