import { renderCharts } from "../../charts";
import production from "../../environments/noveu-zuid";
import { planEnvironment } from "../../planning/plan-environment";

const plan = planEnvironment(production);
const gateway = renderCharts(production, plan).find(({ release }) => release === "gateway");
const object = (kind: string) => gateway?.manifests.find((manifest) => manifest.kind === kind);

test("the gateway traces one request in a hundred, by way of the agents", () => {
  expect(object("EnvoyProxy")).toMatchObject({
    spec: {
      telemetry: {
        tracing: {
          samplingRate: 1,
          provider: { type: "OpenTelemetry", backendRefs: [{ name: "alloy", namespace: "monitoring", port: 4317 }] },
        },
      },
    },
  });
});

test("the agents' namespace lends their Service to the proxies and to nobody else", () => {
  expect(object("ReferenceGrant")).toMatchObject({
    metadata: { namespace: "monitoring" },
    spec: {
      from: [{ group: "gateway.envoyproxy.io", kind: "EnvoyProxy", namespace: "envoy-gateway-system" }],
      to: [{ kind: "Service", name: "alloy" }],
    },
  });
});

test("each step of a trace is a flow, and nobody else reaches Jaeger", () => {
  expect(plan.flows).toHaveProperty("envoy-gateway-proxy-to-alloy-agent-4317-tcp");
  const callers = Object.values(plan.flows).flatMap(({ from, to, port }) =>
    to.kind === "pods" && to.id === "jaeger/server"
      ? [`${from.kind === "pods" ? from.id : from.kind} ${String(port)}`]
      : [],
  );
  expect(callers.sort()).toEqual([
    "alloy/agent 4317",
    "kube-prometheus-stack/grafana 16686",
    "kube-prometheus-stack/prometheus 8888",
    "nodes 13133",
  ]);
});
