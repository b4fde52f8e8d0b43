import type { Flow, Party, PodSet } from "../../../language";
import type { NetworkParties } from "../../../constructs/platform/network/peers";
import { PodPolicies } from "../../../constructs/platform/network/pod-policies";
import { render } from "../render";

const podSets: Readonly<Record<string, PodSet>> = {
  "mail/stalwart": { namespace: "mail", zone: "services", labels: { app: "stalwart" } },
  "postgres/instance": { namespace: "databases", zone: "data", labels: { "cnpg.io/cluster": "postgres" } },
};

const flow = (from: Party, to: Party, port: number, protocol: Flow["protocol"] = "TCP"): Flow => ({
  from,
  to,
  port,
  protocol,
  because: "a test",
});
const mail: Party = { kind: "pods", id: "mail/stalwart" };
const postgres: Party = { kind: "pods", id: "postgres/instance" };

const common: NetworkParties = {
  nodes: ["10.20.0.0/20"],
  loadBalancers: { cidr: "10.20.16.0/20", except: [] },
  endpoints: [],
  kubernetesApi: ["10.3.0.1/32"],
};

const policiesAt = (parties: NetworkParties, namespace: string, ...flows: readonly Flow[]) =>
  render((chart) => {
    new PodPolicies(chart, "policies", { namespace, podSets, flows, parties });
  });

const policies = (namespace: string, ...flows: readonly Flow[]) => policiesAt(common, namespace, ...flows);

test("a flow opens its target to its source and its source to its target, and nothing else", () => {
  const need = flow(mail, postgres, 5432);
  expect(policies("mail", need)["NetworkPolicy/mail-stalwart"]).toMatchObject({
    spec: {
      podSelector: { matchLabels: { app: "stalwart" } },
      policyTypes: ["Ingress", "Egress"],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "databases" } },
              podSelector: { matchLabels: { "cnpg.io/cluster": "postgres" } },
            },
          ],
          ports: [{ port: 5432, protocol: "TCP" }],
        },
      ],
    },
  });
  expect(policies("mail", need)["NetworkPolicy/mail-stalwart"]).not.toHaveProperty("spec.ingress.0");
  expect(policies("databases", need)["NetworkPolicy/postgres-instance"]).toMatchObject({
    spec: { ingress: [{ from: [{ podSelector: { matchLabels: { app: "stalwart" } } }], ports: [{ port: 5432 }] }] },
  });
});

test("pods without a flow are closed both ways", () => {
  const policy = policies("mail")["NetworkPolicy/mail-stalwart"];
  expect(policy).toMatchObject({ spec: { policyTypes: ["Ingress", "Egress"] } });
  expect(policy).not.toHaveProperty("spec.ingress.0");
  expect(policy).not.toHaveProperty("spec.egress.0");
});

test("the internet is everywhere but private networks", () => {
  expect(policies("mail", flow(mail, { kind: "internet" }, 25))["NetworkPolicy/mail-stalwart"]).toMatchObject({
    spec: {
      egress: [
        {
          to: [
            {
              ipBlock: {
                cidr: "0.0.0.0/0",
                except: ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
              },
            },
          ],
          ports: [{ port: 25, protocol: "TCP" }],
        },
      ],
    },
  });
});

test("the edge is the load balancers' network, not the world", () => {
  expect(policies("mail", flow({ kind: "load-balancers" }, mail, 10025))["NetworkPolicy/mail-stalwart"]).toMatchObject({
    spec: { ingress: [{ from: [{ ipBlock: { cidr: "10.20.16.0/20" } }] }] },
  });
});

test("a way to the API server holds for both ports that clouds use", () => {
  expect(
    policies("databases", flow(postgres, { kind: "kubernetes-api" }, 443))["NetworkPolicy/postgres-instance"],
  ).toMatchObject({
    spec: { egress: [{ ports: [{ port: 443 }, { port: 6443 }] }] },
  });
  expect(
    policies("databases", flow(postgres, { kind: "object-storage" }, 443))["NetworkPolicy/postgres-instance"],
  ).toMatchObject({
    spec: { egress: [{ ports: [{ port: 443, protocol: "TCP" }] }] },
  });
});

test("flows with one port share a rule, UDP and TCP do not", () => {
  const dns: Party = { kind: "cluster-dns" };
  const policy = policies("mail", flow(mail, dns, 53, "UDP"), flow(mail, dns, 53), flow(mail, postgres, 53));
  expect(policy["NetworkPolicy/mail-stalwart"]).toMatchObject({
    spec: {
      egress: [
        { to: [expect.anything(), expect.anything()], ports: [{ port: 53, protocol: "TCP" }] },
        { to: [expect.anything()], ports: [{ port: 53, protocol: "UDP" }] },
      ],
    },
  });
});

const privateNetworks = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/** A cloud whose services have private addresses and whose control plane calls from pods. */
const elsewhere: NetworkParties = {
  ...common,
  nodes: ["10.30.0.0/22", "10.30.4.0/22"],
  loadBalancers: "internet",
  endpoints: ["10.30.32.0/20"],
  controlPlanePods: { app: "konnectivity-agent" },
  platform: ["168.63.129.16/32"],
};

test("what answers machines at a public address is no part of the internet either", () => {
  const policy = policiesAt(elsewhere, "mail", flow(mail, { kind: "internet" }, 25))["NetworkPolicy/mail-stalwart"];
  expect(policy).toMatchObject({
    spec: { egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...privateNetworks, "168.63.129.16/32"] } }] }] },
  });
});

test.each(["object-storage", "key-service"] as const)(
  "%s is reached at private addresses too, where it has some",
  (kind) => {
    const policy = policiesAt(elsewhere, "mail", flow(mail, { kind }, 443))["NetworkPolicy/mail-stalwart"];
    expect(policy).toMatchObject({
      spec: { egress: [{ to: [expect.anything(), { ipBlock: { cidr: "10.30.32.0/20" } }] }] },
    });
  },
);

test("the control plane may call from pods as well as from every subnet of nodes", () => {
  const policy = policiesAt(elsewhere, "mail", flow({ kind: "nodes" }, mail, 8080))["NetworkPolicy/mail-stalwart"];
  expect(policy).toMatchObject({
    spec: {
      ingress: [
        {
          from: [
            { ipBlock: { cidr: "10.30.0.0/22" } },
            { ipBlock: { cidr: "10.30.4.0/22" } },
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { app: "konnectivity-agent" } },
            },
          ],
        },
      ],
    },
  });
});

test("where packets bear their senders' addresses, the edge is the world without private networks", () => {
  const policy = policiesAt(elsewhere, "mail", flow({ kind: "load-balancers" }, mail, 10025));
  expect(policy["NetworkPolicy/mail-stalwart"]).toMatchObject({
    spec: {
      ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...privateNetworks, "168.63.129.16/32"] } }] }],
    },
  });
});

describe("in a mesh", () => {
  const sets: Readonly<Record<string, PodSet>> = {
    ...podSets,
    "portal/web": { namespace: "portal", zone: "services", labels: { app: "web" } },
  };
  const enrolled = { mesh: { kind: "enrolled" } } as const;
  const seen = (namespace: string, ...flows: readonly Flow[]) =>
    render((chart) => {
      new PodPolicies(chart, "policies", {
        namespace,
        podSets: sets,
        flows,
        parties: common,
        mesh: {
          mesh: { kind: "istio-ambient" },
          namespaces: { mail: enrolled, portal: enrolled, databases: { mesh: { kind: "outside", reason: "a test" } } },
        },
      });
    });
  const web: Party = { kind: "pods", id: "portal/web" };

  test("flows between the same pods are one tunnel, at both ends", () => {
    const flows = [flow(web, mail, 8080), flow(web, mail, 10587)];
    expect(seen("portal", ...flows)["NetworkPolicy/portal-web"]).toMatchObject({
      spec: { egress: [{ to: [{ podSelector: { matchLabels: { app: "stalwart" } } }], ports: [{ port: 15008 }] }] },
    });
    const ingress = seen("mail", ...flows)["NetworkPolicy/mail-stalwart"];
    expect(ingress).toMatchObject({
      spec: { ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ port: 15008 }] }] },
    });
    expect(ingress).not.toHaveProperty("spec.ingress.0.from.1");
    expect(ingress).not.toHaveProperty("spec.ingress.1");
  });

  test("what leaves the mesh keeps its port", () => {
    expect(seen("mail", flow(mail, postgres, 5432))["NetworkPolicy/mail-stalwart"]).toMatchObject({
      spec: { egress: [{ ports: [{ port: 5432 }] }] },
    });
  });

  test("probes come from one address, and calls of the API server from there as well", () => {
    const probe: Flow = { ...flow({ kind: "nodes" }, mail, 8080), by: "kubelet" };
    expect(seen("mail", probe)["NetworkPolicy/mail-stalwart"]).toMatchObject({
      spec: { ingress: [{ from: [{ ipBlock: { cidr: "169.254.7.127/32" } }], ports: [{ port: 8080 }] }] },
    });
    expect(seen("mail", flow({ kind: "nodes" }, mail, 9443))["NetworkPolicy/mail-stalwart"]).toMatchObject({
      spec: {
        ingress: [{ from: [{ ipBlock: { cidr: "10.20.0.0/20" } }, { ipBlock: { cidr: "169.254.7.127/32" } }] }],
      },
    });
  });
});
