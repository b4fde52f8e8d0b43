import { kong } from "../../../../catalog/footprints/kong";
import { gatewayDefinitionsValues } from "../../../../constructs/platform/gateway/gateway-definitions-release";
import { kongValues } from "../../../../constructs/platform/gateway/kong/kong-release";
import { kongGuard } from "../../../../policies";
import { atHand, readChart } from "../releases-chart-files";
import { isTree, mirror, pullSecret, type Tree } from "../releases-synthesis";
import { judge } from "../releases-unknown-paths";

const tree = (value: unknown): Tree => {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (!isTree(copy)) throw new Error("values are no map");
  return copy;
};

const values = tree(kongValues({ mirror, pullSecret, ports: [25, 993], firewall: "block", guard: kongGuard }));

test("the data plane speaks TLS 1.3 alone, tells nobody what it is, and is administered from its own pod", () => {
  expect(values).toMatchObject({
    env: { database: "off", ssl_cipher_suite: "modern", headers: "off", untrusted_lua: "off", admin_gui_listen: "off" },
    admin: { enabled: false },
    manager: { enabled: false },
  });
});

test("each public port is listened on where a proxy without rights may", () => {
  expect(values).toMatchObject({
    proxy: {
      type: "ClusterIP",
      http: { servicePort: 80, containerPort: 10080 },
      tls: { servicePort: 443, containerPort: 10443 },
      stream: [
        { servicePort: 25, containerPort: 10025 },
        { servicePort: 993, containerPort: 10993 },
      ],
    },
  });
});

test("the guard and the firewall's file come with the release", () => {
  const objects = JSON.stringify(values["extraObjects"]);
  expect(objects).toContain("resty.http");
  expect(objects).toContain("mutually_required");
  expect(objects).toContain("SecRuleEngine On");
  expect(objects).toContain("respond 204");
  const detecting = JSON.stringify(kongValues({ mirror, pullSecret, ports: [], firewall: "detect", guard: kongGuard }));
  expect(detecting).toContain("SecRuleEngine DetectionOnly");
});

test("every image comes from the mirror", () => {
  const text = JSON.stringify(values);
  for (const image of ["library/kong", "kong/kubernetes-ingress-controller", "coreruleset/coraza-crs"]) {
    expect(text).toMatch(new RegExp(`"${mirror.host}/[a-z.]+/${image}`));
  }
});

test("what the containers ask for is what the footprint counts", () => {
  const memory = /"requests":\{"cpu":"(\d+)m","memory":"(\d+)(Mi|Gi)"\}/g;
  const asked = [...JSON.stringify(values).matchAll(memory)].map(([, cpu, size, unit]) => ({
    cpu: Number(cpu),
    memory: Number(size) * (unit === "Gi" ? 1024 : 1),
  }));
  expect(asked).toHaveLength(3);
  expect(asked.reduce((all, { cpu }) => all + cpu, 0)).toBe(kong.pods["proxy"]?.cpu.value);
  expect(asked.reduce((all, one) => all + one.memory, 0)).toBe(kong.pods["proxy"]?.memory.value);
});

test("the definitions of the Gateway API come without one pod of Envoy Gateway's", () => {
  expect(gatewayDefinitionsValues({ mirror, pullSecret, mesh: "linkerd" })).toMatchObject({
    crds: { enabled: true },
    deployment: { replicas: 0 },
    topologyInjector: { enabled: false },
  });
});

for (const [chart, found] of [
  ["kong", values],
  ["gateway-helm", tree(gatewayDefinitionsValues({ mirror, pullSecret, mesh: "istio-ambient" }))],
] as const) {
  const known = atHand(chart);
  const title = `${chart} gets no value that it does not know`;
  (known ? test : test.skip)(known ? title : `${title} (skipped: the chart's values are not at hand)`, () => {
    expect(judge(chart, found, readChart(chart))).toEqual([]);
  });
}
