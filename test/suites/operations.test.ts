import { parse } from "yaml";
import { z } from "zod";
import zuid from "../../environments/noveu-zuid";
import eigen from "../../environments/noveu-eigen";
import west from "../../environments/noveu-west";
import type { Environment } from "../../environments/schema";
import { defineEnvironment, noveu } from "../../index";
import { flowsOf } from "../../planning/flows";
import { surroundingsOf } from "../../planning/placement";
import { operations } from "../../suites/platform";
import { facts } from "../environments/facts";

const route = z.object({ match: z.object({ path: z.string().optional() }), route: z.object({ cluster: z.string() }) });
const host = z.object({
  domains: z.array(z.string()),
  request_headers_to_remove: z.array(z.string()).optional(),
  routes: z.array(route),
});
const manager = z.object({
  access_log: z
    .array(
      z.object({
        typed_config: z.object({ log_format: z.object({ json_format: z.record(z.string(), z.string()) }) }),
      }),
    )
    .optional(),
  route_config: z.object({ virtual_hosts: z.array(host) }),
});
const configuration = z.object({
  admin: z.object({ address: z.object({ socket_address: z.object({ address: z.string() }) }) }),
  static_resources: z.object({
    listeners: z.array(
      z.object({
        name: z.string(),
        filter_chains: z.array(z.object({ filters: z.array(z.object({ typed_config: manager })) })),
      }),
    ),
  }),
});

function envoyOf(environment: Environment) {
  const files = operations.workloads["jump-host"]?.files(surroundingsOf(environment, environment.site, operations));
  const { admin, static_resources } = configuration.parse(parse(files?.["envoy.yaml"] ?? ""));
  const listeners = Object.fromEntries(
    static_resources.listeners.map(({ name, filter_chains }) => [
      name,
      filter_chains.flatMap(({ filters }) => filters.map((filter) => filter.typed_config)),
    ]),
  );
  return { admin, entry: listeners["http"] ?? [], management: listeners["management"] ?? [] };
}

const { admin, entry, management } = envoyOf(zuid);

test("the jump host leads the names that it knows, and no other, to places in management", () => {
  const hosts = entry.flatMap(({ route_config }) => route_config.virtual_hosts);
  expect(hosts.map(({ domains }) => domains)).toEqual([["ops.zuid.example.eu"]]);
  expect(hosts.flatMap(({ domains }) => domains)).not.toContain("*");
});

test("dashboards get nothing that would make more of somebody than a reader", () => {
  const [console] = entry.flatMap(({ route_config }) => route_config.virtual_hosts);
  expect(console?.request_headers_to_remove).toEqual(["authorization", "cookie"]);
});

test("every request is written down: who, whence, what, and what came of it, without the codes of a query", () => {
  const [log] = entry.flatMap(({ access_log = [] }) => access_log);
  expect(log?.typed_config.log_format.json_format).toMatchObject({
    who: "%REQ(X-SIGNED-IN-AS)%",
    from: "%REQ(X-FORWARDED-FOR)%",
    path: "%PATH(NQ)%",
    answer: "%RESPONSE_CODE%",
  });
});

test("of its own interface it shows readiness and metrics, and keeps what could change or stop it", () => {
  expect(admin.address.socket_address.address).toBe("127.0.0.1");
  const paths = management.flatMap(({ route_config }) =>
    route_config.virtual_hosts.flatMap(({ routes }) => routes.map(({ match }) => match.path)),
  );
  expect(paths).toEqual(["/ready", "/stats/prometheus"]);
});

test("every way to it is for administrators of the operators' networks", () => {
  expect(operations.exposes.length).toBeGreaterThan(0);
  for (const exposure of operations.exposes) {
    expect(exposure).toMatchObject({
      kind: "https",
      workload: "jump-host",
      access: "signed-in",
      from: "operators",
      allows: [{ path: "/", groups: ["administrators"] }],
    });
  }
});

const dashboards = ["cluster-dns 53", "cluster-dns 53", "kube-prometheus-stack/grafana 3000"];

test.each([
  ["a customer's own", zuid, [...dashboards, "config/forgejo 3000"]],
  ["tenants'", west, dashboards],
  ["a cluster of the customer's own", eigen, [...dashboards, "config/forgejo 3000"]],
])("it stands in the DMZ of %s platform, and opens nothing but what it leads to", (_, environment, known) => {
  const { namespaces, podSets, flows } = flowsOf(environment);
  expect(namespaces["ops"]?.zone).toBe("dmz");
  expect(podSets["ops/jump-host"]).toMatchObject({ zone: "dmz", door: "jump-host" });
  const reached = Object.values(flows).flatMap(({ from, to, port }) =>
    from.kind === "pods" && from.id === "ops/jump-host"
      ? [`${to.kind === "pods" ? to.id : to.kind} ${String(port)}`]
      : [],
  );
  expect(reached.sort()).toEqual([...known].sort());
});

test("only the gateway leads people to it, and nobody else is a door", () => {
  const { podSets, flows } = flowsOf(zuid);
  expect(Object.keys(podSets).filter((id) => podSets[id]?.door !== undefined)).toEqual(["ops/jump-host"]);
  const callers = Object.values(flows).flatMap(({ from, to, port }) =>
    to.kind === "pods" && to.id === "ops/jump-host" && from.kind === "pods" ? [`${from.id} ${String(port)}`] : [],
  );
  expect(callers.sort()).toEqual(["envoy-gateway/proxy 8080", "kube-prometheus-stack/prometheus 8081"]);
});

test("an architect who leaves it out has no way into management", () => {
  const { podSets, flows } = flowsOf(defineEnvironment({ ...facts, suite: noveu({ without: ["ops"] }) }));
  expect(Object.keys(podSets)).not.toContain("ops/jump-host");
  expect(Object.keys(flows).filter((id) => id.includes("to-kube-prometheus-stack-grafana-3000"))).toEqual([
    "kube-prometheus-stack-prometheus-to-kube-prometheus-stack-grafana-3000-tcp",
    "nodes-to-kube-prometheus-stack-grafana-3000-tcp-by-kubelet",
  ]);
});
