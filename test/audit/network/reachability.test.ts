import * as fc from "fast-check";
import type { Json, JsonObject } from "../../../audit/facts/json";
import { isObject } from "../../../audit/facts/json";
import { network } from "../../../audit/network/address-set";
import { networkPolicy } from "../../../audit/network/network-policy";
import { hasPort, type Protocol } from "../../../audit/network/port-set";
import { Reachability, type Pods } from "../../../audit/network/reachability";
import { isAllowed, type Endpoint, type World } from "./oracle";

const namespaceNames = ["red", "green", "blue"] as const;
const values = ["a", "b"] as const;
const labels = fc.dictionary(fc.constantFrom("app", "tier"), fc.constantFrom(...values), { noNullPrototype: true });
const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];
const protocol = fc.constantFrom(...protocols);

const expression = fc.record({
  key: fc.constantFrom("app", "tier"),
  operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
  values: fc.subarray([...values], { minLength: 1 }),
});
const selector: fc.Arbitrary<Json> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: labels.map((matchLabels) => ({ matchLabels })) },
  {
    weight: 2,
    arbitrary: fc.array(expression, { minLength: 1, maxLength: 2 }).map((matchExpressions) => ({ matchExpressions })),
  },
  fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 1 }) }),
);
const namespaceSelector: fc.Arbitrary<Json> = fc.oneof(
  selector,
  fc.constantFrom(...namespaceNames).map((name) => ({ matchLabels: { "kubernetes.io/metadata.name": name } })),
);

// Blocks hold all of the pods' network or none of it, so that one address speaks for it.
const podNetwork = "10.1.0.0/16";
const block: fc.Arbitrary<Json> = fc.record({
  cidr: fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", podNetwork, "192.0.2.0/24", "192.0.2.128/25"),
  except: fc.subarray([podNetwork, "10.0.0.0/8", "192.0.2.0/25", "192.0.2.7/32"]),
});
const peer: fc.Arbitrary<Json> = fc.oneof(
  block.map((ipBlock) => ({ ipBlock })),
  selector.map((podSelector) => ({ podSelector })),
  namespaceSelector.map((chosen) => ({ namespaceSelector: chosen })),
  fc.record({ namespaceSelector, podSelector: selector }),
);

const port: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ port: fc.constantFrom(80, 81, 443, 5432), protocol }),
  fc.record({ port: fc.constantFrom(80, 81, 443) }),
  fc.record({ port: fc.constantFrom(79, 80), endPort: fc.constantFrom(80, 82, 500), protocol }),
  fc.record({ port: fc.constantFrom("http", "dns"), protocol }),
  fc.record({ protocol }),
);
const rule = (ends: "from" | "to"): fc.Arbitrary<Json> =>
  fc
    .record({
      peers: fc.option(fc.array(peer, { maxLength: 2 })),
      ports: fc.option(fc.array(port, { maxLength: 2 })),
    })
    .map(({ peers, ports: chosen }) => ({
      ...(peers === null ? {} : { [ends]: peers }),
      ...(chosen === null ? {} : { ports: chosen }),
    }));

const policy: fc.Arbitrary<JsonObject> = fc
  .record({
    namespace: fc.constantFrom(...namespaceNames),
    spec: fc.record(
      {
        podSelector: selector,
        policyTypes: fc.subarray(["Ingress", "Egress"]),
        ingress: fc.array(rule("from"), { maxLength: 2 }),
        egress: fc.array(rule("to"), { maxLength: 2 }),
      },
      { requiredKeys: ["podSelector"] },
    ),
  })
  .map(({ namespace, spec }) => ({ metadata: { namespace }, spec: { ...spec } }));

const pod = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  labels,
  ports: fc.subarray(
    [
      { name: "http", port: 80, protocol: "TCP" as const },
      { name: "http", port: 81, protocol: "UDP" as const },
      { name: "dns", port: 443, protocol: "SCTP" as const },
    ],
    { maxLength: 2 },
  ),
});

const cluster = fc.record({
  namespaces: fc.record({ red: labels, green: labels, blue: labels }),
  policies: fc.array(policy, { maxLength: 6 }),
  pods: fc.array(pod, { minLength: 1, maxLength: 4 }),
});

type Cluster = typeof cluster extends fc.Arbitrary<infer T> ? T : never;

const engineOf = ({ namespaces, policies }: Cluster): Reachability =>
  new Reachability({
    namespaces: new Map(Object.entries(namespaces)),
    policies: policies.map((object, index) => {
      const { metadata } = object;
      const namespace = isObject(metadata) ? metadata["namespace"] : undefined;
      return networkPolicy(String(index), typeof namespace === "string" ? namespace : "", object);
    }),
    podAddresses: { kind: "known", addresses: network(podNetwork) },
  });

const podsOf = ({ pods }: Cluster): readonly Pods[] => pods.map((each, index) => ({ id: String(index), ...each }));
const endpointOf = (pods: Pods, index: number): Endpoint => ({ address: `10.1.0.${String(index + 1)}`, pod: pods });
const ports = [1, 79, 80, 81, 82, 443, 500, 501, 5432, 65535];
const outsiders = ["192.0.2.7", "192.0.2.200", "10.2.0.1", "8.8.8.8"];

/** What the oracle and the engine say of every packet; equal lists mean that they agree. */
function compare(
  world: World,
  from: Endpoint,
  to: Endpoint,
  open: (protocol: Protocol, port: number) => boolean,
): void {
  for (const each of protocols) {
    const expected = ports.filter((number) => isAllowed(world, from, to, number, each));
    expect({ from, to, protocol: each, open: ports.filter((number) => open(each, number)) }).toEqual({
      from,
      to,
      protocol: each,
      open: expected,
    });
  }
}

test("agrees with a naive reading of the policies, pod by pod and port by port", () => {
  fc.assert(
    fc.property(cluster, (random) => {
      const engine = engineOf(random);
      const pods = podsOf(random);
      for (const [index, from] of pods.entries()) {
        for (const [other, to] of pods.entries()) {
          const open = engine.between(from, to);
          compare(random, endpointOf(from, index), endpointOf(to, other), (each, number) =>
            hasPort(open, each, number),
          );
        }
      }
    }),
    { numRuns: 150 },
  );
});

test("agrees with a naive reading of the policies across the cluster's edge", () => {
  fc.assert(
    fc.property(cluster, (random) => {
      const engine = engineOf(random);
      for (const [index, pods] of podsOf(random).entries()) {
        for (const address of outsiders) {
          const out = engine.toAddresses(pods, network(`${address}/32`));
          compare(random, endpointOf(pods, index), { address }, (each, number) => hasPort(out, each, number));
          const into = engine.fromAddresses(pods, network(`${address}/32`));
          compare(random, { address }, endpointOf(pods, index), (each, number) => hasPort(into, each, number));
        }
      }
    }),
    { numRuns: 150 },
  );
});

test("the random clusters are neither all open nor all closed", () => {
  const samples = fc.sample(cluster, { numRuns: 200, seed: 7 });
  const answers = samples.flatMap((random) => {
    const engine = engineOf(random);
    const pods = podsOf(random);
    return pods.flatMap((from) => pods.map((to) => hasPort(engine.between(from, to), "TCP", 80)));
  });
  const open = answers.filter((answer) => answer).length;
  expect(open).toBeGreaterThan(answers.length / 10);
  expect(open).toBeLessThan((answers.length * 9) / 10);
});

test("another policy never closes what one has opened", () => {
  fc.assert(
    fc.property(cluster, policy, (random, more) => {
      const isSelected = (engine: Reachability, pods: Pods): boolean =>
        engine.isRestricted(pods, "Ingress") && engine.isRestricted(pods, "Egress");
      const before = engineOf(random);
      const after = engineOf({ ...random, policies: [...random.policies, more] });
      const pods = podsOf(random).filter((each) => isSelected(before, each));
      for (const from of pods) {
        for (const to of pods) {
          for (const number of ports) {
            if (hasPort(before.between(from, to), "TCP", number)) {
              expect(hasPort(after.between(from, to), "TCP", number)).toBe(true);
            }
          }
        }
      }
    }),
  );
});
