import { figure, mebibytes, millicores, type Footprint, type FootprintPod, type Source } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests, publishedRequests } from "./requests";

/** The publisher's own values for high availability, `charts/linkerd-control-plane/values-ha.yaml`. */
const published: Source = {
  kind: "documentation",
  ref: "linkerd-control-plane, values-ha.yaml",
  date: "2026-11-21",
};

/** What the proxy beside a pod requests, by the publisher's values for high availability. */
export const linkerdProxy = {
  cpu: figure(millicores(100), "processor the proxy beside a pod requests", published),
  memory: figure(mebibytes(20), "memory the proxy beside a pod requests", published),
} as const;

/**
 * Ports of the proxy. That of its control is moved from 4190, where the gateway's proxies take Sieve; nothing uses it, because nothing
 * taps.
 */
export const linkerdProxyPorts = { inbound: 4143, outbound: 4140, admin: 4191, control: 4192 } as const;

/** Where proxies ask what they need: destinations and policies, and certificates. */
export const linkerdControlPorts = { destination: 8086, policy: 8090, identity: 8080 } as const;

const controlPlane: Pick<Footprint, "namespace" | "zone" | "podSecurity" | "mesh"> = {
  namespace: "linkerd",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  mesh: {
    kind: "outside",
    reason:
      "it is the mesh itself: its pods bring proxies of their own, which every other proxy asks over mutual TLS before it can carry anything",
  },
};

/** Ids of the pods that proxies ask. */
export const linkerdPods = {
  destination: "linkerd-control-plane/destination",
  identity: "linkerd-control-plane/identity",
} as const;

const asksItsOwn = {
  names: reachesPods(linkerdPods.destination, linkerdControlPorts.destination, "its proxy asks who is who"),
  policies: reachesPods(linkerdPods.destination, linkerdControlPorts.policy, "its proxy asks who may enter"),
  identity: reachesPods(linkerdPods.identity, linkerdControlPorts.identity, "its proxy has its certificate signed"),
} as const;

const labels = (component: string): FootprintPod["labels"] => ({ "linkerd.io/control-plane-component": component });
const proxyPorts = {
  "linkerd-proxy": tcp(linkerdProxyPorts.inbound),
  "linkerd-admin": tcp(linkerdProxyPorts.admin),
} as const;
const requests = (cpu: number, memory: number) =>
  publishedRequests(cpu, memory, "linkerd-control-plane, values-ha.yaml, the proxy beside it included", "2026-11-21");

/** Says who is who, who may enter where and with which certificate, and puts the proxies beside new pods: three each, as its publisher has it. */
export const linkerdControlPlane: Footprint = {
  component: "linkerd-control-plane",
  title: "Linkerd's control plane",
  ...controlPlane,
  chart: helmCharts.linkerdControlPlane,
  pods: {
    destination: {
      labels: labels("destination"),
      account: "linkerd-destination",
      count: { kind: "fixed", count: 3 },
      ports: {
        "dest-grpc": tcp(linkerdControlPorts.destination),
        "dest-admin": tcp(9996),
        "sp-validator": tcp(8443),
        "spval-admin": tcp(9997),
        "policy-grpc": tcp(linkerdControlPorts.policy),
        "policy-admin": tcp(9990),
        "policy-https": tcp(9443),
        ...proxyPorts,
      },
      ...requests(400, 170),
      volumes: 0,
      images: [images.linkerdController, images.linkerdProxy],
      reaches: [...resolvesNames, callsKubernetes("watches pods, Services and policies"), asksItsOwn.identity],
      receives: [
        admits(8443, "API server asks whether a profile of the mesh is well formed"),
        admits(9443, "API server asks whether a policy of the mesh is well formed"),
        ...[9990, 9996, 9997, linkerdProxyPorts.admin].map(probedOn),
      ],
    },
    identity: {
      labels: labels("identity"),
      account: "linkerd-identity",
      count: { kind: "fixed", count: 3 },
      ports: { "ident-grpc": tcp(linkerdControlPorts.identity), "ident-admin": tcp(9990), ...proxyPorts },
      ...requests(200, 30),
      volumes: 0,
      images: [images.linkerdController, images.linkerdProxy],
      reaches: [
        ...resolvesNames,
        callsKubernetes("has it confirmed whose token asks for a certificate"),
        asksItsOwn.names,
        asksItsOwn.policies,
      ],
      receives: [9990, linkerdProxyPorts.admin].map(probedOn),
    },
    injector: {
      labels: labels("proxy-injector"),
      account: "linkerd-proxy-injector",
      count: { kind: "fixed", count: 3 },
      ports: { "proxy-injector": tcp(8443), "injector-admin": tcp(9995), ...proxyPorts },
      ...requests(200, 70),
      volumes: 0,
      images: [images.linkerdController, images.linkerdProxy],
      reaches: [
        ...resolvesNames,
        callsKubernetes("looks up who owns the pod that it is asked of"),
        asksItsOwn.names,
        asksItsOwn.policies,
        asksItsOwn.identity,
      ],
      receives: [
        admits(8443, "API server has the proxy put beside a new pod"),
        ...[9995, linkerdProxyPorts.admin].map(probedOn),
      ],
    },
  },
};

/** On every node: leads a new pod's traffic through its proxy, so that no pod needs the right to do so itself. */
export const linkerdCni: Footprint = {
  component: "linkerd-cni",
  title: "Linkerd's network plugin",
  namespace: "linkerd-cni",
  zone: "mgmt",
  podSecurity: {
    level: "privileged",
    reason: "linkerd-cni writes its plugin to each node: host paths and root",
  },
  mesh: {
    kind: "outside",
    reason: "it must run on a node before the first pod with a proxy can, and talks to the API server alone",
  },
  chart: helmCharts.linkerdCni,
  pods: {
    node: {
      labels: { "k8s-app": "linkerd-cni" },
      count: { kind: "per-node" },
      priorityClass: "system-node-critical",
      ports: { "admin-http": tcp(9990) },
      ...chosenRequests(20, 64),
      volumes: 0,
      images: [images.linkerdCni],
      reaches: [
        ...resolvesNames,
        callsKubernetes(
          "learns which ports of a pod the proxy leaves alone, and deletes pods that started before it on their node",
        ),
      ],
      receives: [probedOn(9990)],
    },
  },
};
