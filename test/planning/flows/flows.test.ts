import { isOpen, openTo, type End } from "../../../catalog";
import { defineEnvironment, noveu, type Flow, type Party } from "../../../index";
import { flowsOf } from "../../../planning/flows";
import { facts } from "../../environments/facts";

const reachability = flowsOf(defineEnvironment(facts));
const flows: readonly (readonly [string, Flow])[] = Object.entries(reachability.flows);

const endsOf = (party: Party): readonly End[] => {
  const door = party.kind === "pods" ? reachability.podSets[party.id]?.door : undefined;
  return door === undefined ? [zoneOf(party)] : [zoneOf(party), door];
};

const zoneOf = (party: Party): End =>
  party.kind === "pods" ? (reachability.podSets[party.id]?.zone ?? "other-site") : party.kind;

test("every flow leads from and to pods that exist", () => {
  const ids = flows.flatMap(([, { from, to }]) =>
    [from, to].flatMap((party) => (party.kind === "pods" ? [party.id] : [])),
  );
  expect(ids.filter((id) => !(id in reachability.podSets))).toEqual([]);
});

test("the zone matrix and its named exceptions allow every flow", () => {
  const forbidden = flows.filter(
    ([, { from, to, port }]) => openTo(endsOf(from), zoneOf(to), port).kind === "forbidden",
  );
  expect(forbidden.map(([id]) => id)).toEqual([]);
});

test("a forbidden flow would show", () => {
  expect(isOpen("data", "internet", 443)).toEqual({ kind: "forbidden" });
  expect(isOpen("dmz", "data", 5432)).toEqual({ kind: "forbidden" });
});

test("every namespace of a pod set is planned, in the pod set's zone", () => {
  for (const { namespace, zone } of Object.values(reachability.podSets)) {
    expect(reachability.namespaces[namespace]?.zone).toBe(zone);
  }
});

test.each([
  ["envoy-gateway-proxy-to-mail-stalwart-10025-tcp", "the world's mail arrives"],
  ["load-balancers-to-envoy-gateway-proxy-10443-tcp", "the world's browsers arrive"],
  ["mail-stalwart-to-postgres-instance-5432-tcp", "mail has a database"],
  ["mail-stalwart-to-internet-25-tcp", "mail leaves"],
  ["files-web-to-cache-files-6379-tcp", "files have a cache"],
  ["files-web-to-mail-stalwart-10587-tcp", "files send notices"],
  ["kube-prometheus-stack-prometheus-to-identity-keycloak-9000-tcp", "identity is monitored"],
])("%s: %s", (id) => {
  expect(Object.keys(reachability.flows)).toContain(id);
});

test.each([
  "portal-web-to-postgres-instance-5432-tcp",
  "files-web-to-internet-25-tcp",
  "envoy-gateway-proxy-to-postgres-instance-5432-tcp",
])("nobody asked for %s", (id) => {
  expect(Object.keys(reachability.flows)).not.toContain(id);
});

test("what a kubelet asks stands beside what the API server asks of the same port", () => {
  const flow = "nodes-to-cloudnative-pg-operator-9443-tcp";
  expect([reachability.flows[flow]?.by, reachability.flows[`${flow}-by-kubelet`]?.by]).toEqual([undefined, "kubelet"]);
});

test("a service that is left out takes its flows along", () => {
  const without = flowsOf(defineEnvironment({ ...facts, suite: noveu({ without: ["mail"] }) }));
  expect(Object.keys(without.flows).filter((id) => id.includes("mail-stalwart"))).toEqual([]);
  expect(Object.keys(without.podSets)).not.toContain("mail/stalwart");
});
