import { allChecks } from "../../../audit";
import type { Json } from "../../../audit/facts/json";
import { zoneMatrix } from "../../../audit/checks/zone-matrix";
import { nodes } from "../fixture/good-objects";
import { infrastructure, operators } from "../fixture/good-stacks";
import { all, inFootprint, inObject, inPlan, inStack, nothing, withObject, withoutObject } from "../fixture/output";
import { judges } from "../fixture/verdict-table";

const flow = (from: Json, to: Json, port: number): Json => ({ from, to, port, protocol: "TCP", because: "a test" });
const pods = (id: string): Json => ({ kind: "pods", id });
const ingress = (policy: string, index: number) =>
  [`gra11/foundation/policy-${policy}`, ["spec", "ingress", index]] as const;
const egress = (policy: string, index: number) =>
  [`gra11/foundation/policy-${policy}`, ["spec", "egress", index]] as const;
const everywhere = { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] };

describe("zone-matrix: namespaces", () => {
  const shop = "gra11/_cluster/Namespace/shop";
  judges(zoneMatrix, [
    {
      name: "a namespace without a zone",
      edit: inObject("gra11/foundation/namespace-shop", ["metadata", "labels", "bestek.eu/zone"], undefined),
      outcome: "fail",
      object: shop,
      says: ["metadata.labels.bestek.eu/zone: is missing", "label the namespace with one of: edge, dmz"],
    },
    {
      name: "a zone that doesn't exist",
      edit: inObject("gra11/foundation/namespace-shop", ["metadata", "labels", "bestek.eu/zone"], "lan"),
      outcome: "fail",
      object: shop,
      says: ['"lan" is no zone'],
    },
    {
      name: "a zone that differs from the plan's",
      edit: inObject("gra11/foundation/namespace-shop", ["metadata", "labels", "bestek.eu/zone"], "data"),
      outcome: "fail",
      object: shop,
      says: ['"data" differs from the plan, which says "services"'],
    },
    {
      name: "a namespace that the plan doesn't know",
      edit: inPlan(["namespaces", "shop"], undefined),
      outcome: "fail",
      object: shop,
      says: ["which the plan doesn't know"],
    },
    {
      name: "a planned namespace that nobody makes",
      edit: inPlan(["namespaces", "ghost"], { zone: "data", podSecurity: { level: "restricted" } }),
      outcome: "fail",
      object: "gra11/_cluster/Namespace/ghost",
      says: ['"ghost" is planned, but no file makes it'],
    },
    {
      name: "a planned namespace that a standby does without",
      edit: all(
        inPlan(["sites", "gra11", "role"], "standby"),
        inPlan(["namespaces", "ghost"], { zone: "data", podSecurity: { level: "restricted" } }),
      ),
      outcome: "pass",
    },
    {
      name: "an object in a namespace that nobody makes",
      edit: inObject("gra11/shop/config-web", ["metadata", "namespace"], "nowhere"),
      outcome: "fail",
      object: "gra11/_cluster/Namespace/nowhere",
      says: ["is used, but no file makes it"],
    },
    {
      name: "a set of pods in another zone than its namespace",
      edit: inPlan(["podSets", "shop/web", "zone"], "mgmt"),
      outcome: "fail",
      object: shop,
      says: ["podSets.shop/web.zone", '"mgmt" differs from the namespace'],
    },
    {
      name: "no default deny",
      edit: withoutObject("gra11/foundation/closed-shop"),
      outcome: "fail",
      object: shop,
      says: ["selects every pod for Egress"],
    },
    {
      name: "a default deny of one direction",
      edit: inObject("gra11/foundation/closed-shop", ["spec", "policyTypes"], ["Ingress"]),
      outcome: "fail",
      object: shop,
      says: ["selects every pod for Egress", 'policyTypes ["Ingress", "Egress"]'],
    },
    {
      name: "a default deny that selects some pods only",
      edit: inObject("gra11/foundation/closed-shop", ["spec", "podSelector"], { matchLabels: { app: "web" } }),
      outcome: "fail",
      object: shop,
      says: ["selects every pod for Ingress"],
    },
    {
      name: "a default deny in two policies",
      edit: all(
        inObject("gra11/foundation/closed-shop", ["spec", "policyTypes"], ["Ingress"]),
        withObject("gra11/foundation/closed-shop-out", {
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: { name: "default-deny-out", namespace: "shop" },
          spec: { podSelector: {}, policyTypes: ["Egress"] },
        }),
      ),
      outcome: "pass",
    },
  ]);
});

describe("zone-matrix: declared flows", () => {
  judges(zoneMatrix, [
    { name: "a standing exception is noted", edit: nothing, outcome: "pass", note: "standing exception backup-target" },
    {
      name: "a flow that the matrix forbids",
      edit: inPlan(["flows", "bad"], flow(pods("store/db"), pods("shop/web"), 8080)),
      outcome: "fail",
      object: "plan/flow/bad",
      says: ["store/db (data) -> shop/web (services) TCP 8080", "forbidden by the zone matrix", "standing exception"],
    },
    {
      name: "a flow to a port that the exception leaves out",
      edit: inPlan(["flows", "web-to-mail", "port"], 8443),
      outcome: "fail",
      object: "plan/flow/web-to-mail",
      says: ["shop/web (services) -> internet TCP 8443", "is forbidden"],
    },
    {
      name: "a flow of pods that the plan doesn't know",
      edit: inPlan(["flows", "bad"], flow(pods("shop/ghost"), pods("shop/web"), 8080)),
      outcome: "fail",
      object: "plan/flow/bad",
      says: ['"shop/ghost" is a set of pods that the plan doesn\'t know'],
    },
  ]);
});

describe("zone-matrix: routes lead where proxies can go", () => {
  const route = "gra11/shop/HTTPRoute/shop";
  const backend = (ref: Json) => inObject("gra11/shop/route", ["spec", "rules", 0, "backendRefs", 0], ref);
  judges(zoneMatrix, [
    { name: "a route to a Service of ours", edit: nothing, outcome: "pass" },
    {
      name: "a route to pods that let no proxy in",
      edit: backend({ name: "db", namespace: "store", port: 5432 }),
      outcome: "fail",
      object: route,
      says: ["5432", "store/StatefulSet/db", "no policy lets gateway/proxy in"],
    },
    {
      name: "a policy that lets proxies in no longer",
      edit: inObject(...ingress("web", 0), undefined),
      outcome: "fail",
      object: route,
      says: ["8080", "shop/Deployment/web", "no policy lets gateway/proxy in"],
    },
    {
      name: "a port that the Service doesn't have",
      edit: backend({ name: "web", port: 81 }),
      outcome: "fail",
      object: route,
      says: ["leads to shop/Deployment/web"],
    },
    {
      name: "a Service that nobody makes, of a port where nobody listens",
      edit: backend({ name: "wbe", port: 81 }),
      outcome: "fail",
      object: route,
      says: ["wbe", "no pods that any file shows"],
    },
  ]);
});

describe("zone-matrix: declared paths work", () => {
  judges(zoneMatrix, [
    {
      name: "the receiver's policy is closed",
      edit: inObject(...ingress("db", 0), undefined),
      outcome: "fail",
      object: "gra11/flow/web-to-db",
      says: ["ingress of store/StatefulSet/db from shop/Deployment/web", "TCP 5432", "declared path cannot work"],
    },
    {
      name: "the sender's policy is closed",
      edit: inObject(...egress("web", 0), undefined),
      outcome: "fail",
      object: "gra11/flow/web-to-db",
      says: ["egress of shop/Deployment/web to store/StatefulSet/db", "declared path cannot work"],
    },
    {
      name: "a policy names a port that the pod doesn't",
      edit: inObject(
        "gra11/shop/deployment-web",
        ["spec", "template", "spec", "containers", 0, "ports", 0, "name"],
        "www",
      ),
      outcome: "fail",
      object: "gra11/flow/proxy-to-web",
      says: ["ingress of shop/Deployment/web", "TCP 8080"],
    },
    {
      name: "names are not resolved",
      edit: inObject(...egress("web", 2), undefined),
      outcome: "fail",
      object: "gra11/flow/web-to-dns-udp",
      says: ["egress of shop/Deployment/web to kube-system/name-server", "UDP 53"],
    },
    {
      name: "the internet is out of reach",
      edit: inObject(...egress("web", 1), undefined),
      outcome: "fail",
      object: "gra11/flow/web-to-mail",
      says: ["egress of shop/Deployment/web to internet", "TCP 25"],
    },
    {
      name: "load balancers are let in from the wrong network",
      edit: inObject(...ingress("proxy", 0), { from: [nodes], ports: [{ port: 10443 }] }),
      outcome: "fail",
      object: "gra11/flow/balancers-to-proxy",
      says: ["ingress of gateway/proxy from load-balancers", "TCP 10443"],
    },
    {
      name: "the API server may listen on 6443",
      edit: inObject("gra11/foundation/policy-proxy", ["spec", "egress", 0, "ports"], [{ port: 6443 }]),
      outcome: "pass",
    },
    {
      name: "nobody is there to receive",
      edit: inPlan(["flows", "bad"], flow(pods("monitor/agent"), { kind: "all-pods" }, 1234)),
      outcome: "undecided",
      object: "gra11/flow/bad",
      says: ["all-pods with port 1234", "stands for no pods here"],
    },
    {
      name: "every pod that listens on the port is meant",
      edit: inPlan(["flows", "scrape"], flow(pods("monitor/agent"), { kind: "all-pods" }, 5432)),
      outcome: "fail",
      object: "gra11/flow/scrape",
      says: ["egress of monitor/agent to store/StatefulSet/db", "TCP 5432"],
    },
  ]);
});

describe("zone-matrix: undeclared paths", () => {
  const web = "gra11/paths/shop/Deployment/web";
  judges(zoneMatrix, [
    {
      name: "an open path without a flow",
      edit: inPlan(["flows", "web-to-db"], undefined),
      outcome: "fail",
      object: web,
      says: ["shop/Deployment/web -> store/StatefulSet/db", "TCP 5432", "is an undeclared path", "narrow the policy"],
    },
    {
      name: "more ports than the flow has",
      edit: all(
        inObject("gra11/foundation/policy-web", ["spec", "egress", 0, "ports"], [{ port: 5432, endPort: 5440 }]),
        inObject("gra11/foundation/policy-db", ["spec", "ingress", 0, "ports"], [{ port: 5000, endPort: 6000 }]),
      ),
      outcome: "fail",
      object: web,
      says: ["shop/Deployment/web -> store/StatefulSet/db", '"TCP 5433-5440"'],
    },
    {
      name: "more ports on one side alone",
      edit: inObject("gra11/foundation/policy-web", ["spec", "egress", 0, "ports"], undefined),
      outcome: "pass",
    },
    {
      name: "every port, both sides",
      edit: all(
        inObject("gra11/foundation/policy-web", ["spec", "egress", 0, "ports"], undefined),
        inObject("gra11/foundation/policy-db", ["spec", "ingress", 0, "ports"], undefined),
      ),
      outcome: "fail",
      object: web,
      says: ["TCP 1-5431, 5433-65535, UDP every port, SCTP every port"],
    },
    {
      name: "other pods of the cluster's own namespace",
      edit: inObject(...egress("web", 2), {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
        ports: [{ port: 53, protocol: "UDP" }],
      }),
      outcome: "fail",
      object: web,
      says: ["shop/Deployment/web -> kube-system/other", "UDP 53"],
    },
    {
      name: "the cluster's own pods as senders",
      edit: inObject(...ingress("web", 1), { from: [{ namespaceSelector: {} }], ports: [{ port: 9090 }] }),
      outcome: "fail",
      object: "gra11/paths/kube-system/other",
      says: ["kube-system/other -> shop/Deployment/web", "TCP 9090"],
    },
    {
      name: "the internet without a flow",
      edit: inPlan(["flows", "web-to-mail"], undefined),
      outcome: "fail",
      object: web,
      says: ["shop/Deployment/web -> public addresses", "TCP 25"],
    },
    {
      name: "private networks beside the internet",
      edit: inObject(...egress("db", 1), everywhere),
      outcome: "fail",
      object: "gra11/paths/store/StatefulSet/db",
      says: ["store/StatefulSet/db -> the site's nodes", "TCP 443"],
    },
    {
      name: "the cloud's metadata service",
      edit: all(
        inPlan(["flows", "web-to-mail", "port"], 80),
        inObject(...egress("web", 1), { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 80 }] }),
      ),
      outcome: "fail",
      object: web,
      says: ["the cloud's metadata service", "TCP 80"],
    },
    {
      name: "the world may come in",
      edit: inObject(...ingress("web", 0), { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 8080 }] }),
      outcome: "fail",
      object: web,
      says: ["public addresses -> shop/Deployment/web", "TCP 8080"],
    },
    {
      name: "a documentation network counts as the world",
      edit: inObject(...ingress("web", 0), { from: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ port: 22 }] }),
      outcome: "fail",
      object: web,
      says: ["public addresses -> shop/Deployment/web", "TCP 22"],
    },
    {
      name: "a block of addresses that holds the pods",
      edit: all(
        inObject(...ingress("db", 0), { from: [{ ipBlock: { cidr: "10.20.64.0/20" } }], ports: [{ port: 5432 }] }),
        inObject(...egress("proxy", 1), { to: [{ ipBlock: { cidr: "10.20.64.0/20" } }], ports: [{ port: 5432 }] }),
      ),
      outcome: "fail",
      object: "gra11/paths/gateway/proxy",
      says: ["gateway/proxy -> store/StatefulSet/db", "TCP 5432"],
    },
    {
      name: "pods that no set of the plan names",
      edit: inObject("gra11/shop/deployment-web", ["spec", "template", "metadata", "labels", "app"], "wild"),
      outcome: "fail",
      object: "gra11/pods/shop/Deployment/web",
      says: ["match no set of pods in the plan"],
    },
    {
      name: "pods of two sets",
      edit: inPlan(["podSets", "shop/other"], { namespace: "shop", zone: "services", labels: {} }),
      outcome: "fail",
      object: "gra11/pods/shop/Deployment/web",
      says: ["match several sets of pods in the plan: shop/web, shop/other"],
    },
    {
      name: "declared pods that the plan leaves out",
      edit: inFootprint("monitor", ["pods", "extra"], {
        labels: { app: "extra" },
        ports: {},
        images: [],
      }),
      outcome: "fail",
      object: "gra11/pods/monitor/extra",
      says: ["footprint labels", "match no set of pods"],
    },
  ]);
});

describe("zone-matrix: unknown networks of a site", () => {
  const unknown = inStack(infrastructure, ["resource", "ovh_cloud_project_kube", "cluster"], { region: "GRA11" });
  judges(zoneMatrix, [
    { name: "any private network counts as nodes and load balancers", edit: unknown, outcome: "pass" },
    {
      name: "a whole private range holds the pods, wherever they are",
      edit: all(
        unknown,
        inObject(...ingress("db", 0), { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 5432 }] }),
        inObject(...egress("proxy", 1), { to: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 5432 }] }),
      ),
      outcome: "fail",
      object: "gra11/paths/gateway/proxy",
      says: ["gateway/proxy -> store/StatefulSet/db"],
    },
    {
      name: "Azure has a second metadata address",
      edit: all(
        unknown,
        inPlan(["sites", "gra11", "cloud"], "azure"),
        inPlan(["flows", "web-to-mail", "port"], 80),
        inObject("gra11/foundation/policy-web", ["spec", "egress", 1, "ports"], [{ port: 80 }]),
      ),
      outcome: "fail",
      object: "gra11/paths/shop/Deployment/web",
      says: ["the cloud's metadata service"],
    },
  ]);
});

describe("zone-matrix: ways around the policies", () => {
  const service = "gra11/shop/service-web";
  judges(zoneMatrix, [
    {
      name: "a Service that faces outwards",
      edit: inObject(service, ["spec", "type"], "NodePort"),
      outcome: "fail",
      object: "gra11/shop/Service/web",
      says: ["spec.ports.0", '"http" shows shop/Deployment/web to the outside', "ClusterIP"],
    },
    {
      name: "a Service with addresses of its own",
      edit: inObject(service, ["spec", "externalIPs"], ["203.0.113.7"]),
      outcome: "fail",
      object: "gra11/shop/Service/web",
      says: ["to the outside"],
    },
    {
      name: "a load balancer of Terraform's on a port without a flow",
      edit: inStack(
        operators,
        ["resource", "kubernetes_service_v1", "entry", "spec", "port", 0, "target_port"],
        "19003",
      ),
      outcome: "fail",
      object: "proef-operators-gra11:kubernetes_service_v1.entry",
      says: ["19003 shows gateway/proxy to the outside"],
    },
    {
      name: "a load balancer that names the port behind it",
      edit: inStack(
        operators,
        ["resource", "kubernetes_service_v1", "entry", "spec", "port", 0, "target_port"],
        "https",
      ),
      outcome: "pass",
    },
    {
      name: "a load balancer that hides its clients behind a node's address",
      edit: inStack(
        operators,
        ["resource", "kubernetes_service_v1", "entry", "spec", "external_traffic_policy"],
        "Cluster",
      ),
      outcome: "undecided",
      object: "proef-operators-gra11:kubernetes_service_v1.entry",
      says: [
        "externalTrafficPolicy",
        "reach gateway/proxy with a node's address",
        "ingress on 10443 admits no nodes",
        "Local",
      ],
    },
    {
      name: "a load balancer that goes straight to the pods",
      edit: all(
        inStack(
          operators,
          ["resource", "kubernetes_service_v1", "entry", "spec", "external_traffic_policy"],
          undefined,
        ),
        inStack(operators, ["resource", "kubernetes_service_v1", "entry", "metadata", "annotations"], {
          "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
        }),
      ),
      outcome: "pass",
    },
    {
      name: "a load balancer whose nodes may come in",
      edit: all(
        inStack(
          operators,
          ["resource", "kubernetes_service_v1", "entry", "spec", "external_traffic_policy"],
          undefined,
        ),
        inPlan(["flows", "nodes-in"], flow({ kind: "nodes" }, pods("gateway/proxy"), 10443)),
        inObject("gra11/foundation/policy-proxy", ["spec", "ingress", 1, "ports"], [{ port: 19003 }, { port: 10443 }]),
      ),
      outcome: "pass",
    },
    {
      name: "a load balancer in front of nobody",
      edit: inStack(operators, ["resource", "kubernetes_service_v1", "entry", "spec", "selector"], { app: "ghost" }),
      outcome: "fail",
      object: "proef-operators-gra11:kubernetes_service_v1.entry",
      says: ["selects no pods that any file shows or declares"],
    },
    {
      name: "pods in their node's network",
      edit: inObject("gra11/shop/deployment-web", ["spec", "template", "spec", "hostNetwork"], true),
      outcome: "fail",
      object: "gra11/shop/Deployment/web",
      says: ["hostNetwork: true", "where no NetworkPolicy holds"],
    },
    {
      name: "pods in their node's network, where the plan says why",
      edit: all(
        withObject("gra11/foundation/daemonset-agent", {
          apiVersion: "apps/v1",
          kind: "DaemonSet",
          metadata: { name: "agent", namespace: "monitor" },
          spec: { template: { metadata: { labels: { app: "probe" } }, spec: { hostNetwork: true, containers: [] } } },
        }),
      ),
      outcome: "pass",
      note: "the agent reads its node",
    },
    {
      name: "a policy of another kind",
      edit: withObject("gra11/shop/cilium", {
        apiVersion: "cilium.io/v2",
        kind: "CiliumNetworkPolicy",
        metadata: { name: "wide", namespace: "shop" },
        spec: {},
      }),
      outcome: "undecided",
      object: "gra11/shop/CiliumNetworkPolicy/wide",
      says: ["cilium.io/v2 CiliumNetworkPolicy", "not computed"],
    },
    {
      name: "pods that Terraform makes",
      edit: inStack(operators, ["resource", "kubernetes_deployment_v1"], { wild: { metadata: { name: "wild" } } }),
      outcome: "undecided",
      object: "proef-operators-gra11:kubernetes_deployment_v1.wild",
      says: ["past the manifests"],
    },
  ]);
});

test("every check has an id and a title of its own", () => {
  expect(new Set(allChecks.map(({ id }) => id)).size).toBe(allChecks.length);
  expect(new Set(allChecks.map(({ title }) => title)).size).toBe(allChecks.length);
});
