import { FloatingIp } from "../../../constructs/infrastructure/ovh/floating-ip";
import { PublicEntry } from "../../../constructs/infrastructure/public-entry";
import { synth } from "./synth";

const entry = synth((stack) => {
  const publicAddress = new FloatingIp(stack, "ip", { project: "project", region: "EU-WEST-PAR", name: "zuid-par" });
  new PublicEntry(stack, "entry", { publicAddress, gateway: "envoy", ports: [25, 443, 4190], dependsOn: [] });
});

test("the load balancer takes the address that was there before it", () => {
  expect(entry.only("kubernetes_service_v1")).toMatchObject({
    spec: {
      type: "LoadBalancer",
      load_balancer_ip: expect.stringMatching(/^\$\{ovh_cloud_floating_ip\.\w+\.current_state\.ip\}$/),
    },
  });
});

test("the address survives the load balancer, and no plan destroys it", () => {
  expect(entry.only("kubernetes_service_v1")).toMatchObject({
    metadata: { annotations: { "loadbalancer.openstack.org/keep-floatingip": "true" } },
  });
  expect(entry.only("ovh_cloud_floating_ip")).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("the gateway is told who calls", () => {
  expect(entry.only("kubernetes_service_v1")).toMatchObject({
    metadata: { annotations: { "loadbalancer.openstack.org/proxy-protocol": "true" } },
  });
});

test("every public port leads to the port on which the proxies listen for it", () => {
  const { spec } = entry.only("kubernetes_service_v1");
  expect(spec).toMatchObject({
    port: [
      { port: 25, target_port: "10025" },
      { port: 443, target_port: "10443" },
      { port: 4190, target_port: "4190" },
    ],
  });
});

test("only the gateway's own proxies stand behind it", () => {
  expect(entry.only("kubernetes_service_v1")).toMatchObject({
    spec: { selector: { "gateway.envoyproxy.io/owning-gateway-name": "public" } },
  });
});

test("no node stands in for the client: only nodes with a proxy answer, and the monitor knows which", () => {
  expect(entry.only("kubernetes_service_v1")).toMatchObject({
    metadata: { annotations: { "loadbalancer.openstack.org/enable-health-monitor": "true" } },
    spec: { external_traffic_policy: "Local" },
  });
});
