import { podOf } from "../../../constructs/platform/releases/pod-values";
import { at, footprintOf, valuesOf } from "./releases-synthesis";

const stack = "kube-prometheus-stack";

describe(stack, () => {
  const values = valuesOf(stack);

  test.each(["ruleSelector", "serviceMonitorSelector", "podMonitorSelector", "probeSelector", "scrapeConfigSelector"])(
    "Prometheus takes everybody's %s",
    (selector) => {
      expect(at(values, "prometheus", "prometheusSpec", `${selector}NilUsesHelmValues`)).toBe(false);
    },
  );

  test.each(["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"])(
    "%s, which a managed control plane hides, is not scraped",
    (part) => {
      expect(at(values, part)).toEqual({ enabled: false });
    },
  );

  test("definitions are left to the release that comes before", () => {
    expect(at(values, "crds")).toEqual({ enabled: false });
  });

  test("samples fill no more than the volume holds", () => {
    expect(at(values, "prometheus", "prometheusSpec", "retentionSize")).toBe("43520MiB");
    expect(
      at(values, "prometheus", "prometheusSpec", "storageSpec", "volumeClaimTemplate", "spec", "resources", "requests"),
    ).toEqual({ storage: "50Gi" });
  });

  test("Grafana tells nobody that it exists", () => {
    expect(at(values, "grafana", "grafana.ini", "analytics")).toEqual({
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    });
  });

  test("Grafana knows nobody, and lets whoever comes read", () => {
    expect(at(values, "grafana", "grafana.ini", "auth.anonymous")).toMatchObject({ enabled: true, org_role: "Viewer" });
    expect(at(values, "grafana", "grafana.ini", "auth")).toEqual({ disable_login_form: true });
  });

  test("the pods of gateway, Gatekeeper and mesh are scraped, though their charts bring no monitor", () => {
    const monitors = at(values, "prometheus", "additionalPodMonitors");
    const labels = (Array.isArray(monitors) ? monitors : []).map((monitor) => at(monitor, "selector", "matchLabels"));
    expect(labels).toEqual([
      ...["controller", "proxy"].map((pod) => podOf(footprintOf("envoy-gateway"), pod).labels),
      ...["webhook", "audit"].map((pod) => podOf(footprintOf("gatekeeper"), pod).labels),
      podOf(footprintOf("istiod"), "server").labels,
      ...["istio-cni", "ztunnel"].map((component) => podOf(footprintOf(component), "node").labels),
    ]);
  });
});
