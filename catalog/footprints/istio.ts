import type { Footprint, MeshPlace } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests, publishedRequests } from "./requests";

const outside: MeshPlace = {
  kind: "outside",
  reason:
    "it is the mesh itself: ztunnel asks istiod for its certificates before it can carry anything, over TLS of istiod's own (port 15012)",
};

/** The one namespace of the mesh: Istio's root namespace, whose policies hold in every other. */
export const meshSystem: Pick<Footprint, "namespace" | "zone" | "podSecurity" | "mesh"> = {
  namespace: "istio-system",
  zone: "mgmt",
  podSecurity: {
    level: "privileged",
    reason:
      "istio-cni writes its plugin to each node and enters the network namespaces of pods, and ztunnel opens its listeners there: host paths, root, NET_ADMIN and SYS_ADMIN",
  },
  mesh: outside,
};

/**
 * Tells every ztunnel who is who and what may reach what, and signs their certificates, which hold for a day: two, so that a lost zone
 * stops neither. Publishers ask for 500m and 2 GiB for a thousand Services; here are some dozens a tenant.
 */
export const istiod: Footprint = {
  component: "istiod",
  title: "Istio's control plane",
  ...meshSystem,
  chart: helmCharts.istiod,
  pods: {
    server: {
      labels: { app: "istiod", istio: "pilot" },
      count: { kind: "fixed", count: 2 },
      ports: {
        "http-debug": tcp(8080),
        // In the clear; nobody is let in.
        "grpc-xds": tcp(15010),
        "tls-xds": tcp(15012),
        "https-webhooks": tcp(15017),
        "http-monitoring": tcp(15014),
      },
      ...chosenRequests(200, 512),
      volumes: 0,
      images: [images.istiod],
      reaches: [...resolvesNames, callsKubernetes("watches pods, Services and policies, and keeps its own authority")],
      receives: [admits(15017, "API server asks whether a policy of the mesh is well formed"), probedOn(8080)],
    },
  },
};

/** On every node: what adds a new pod to the mesh before its first container starts. */
export const istioCni: Footprint = {
  component: "istio-cni",
  title: "Istio's network plugin",
  ...meshSystem,
  chart: helmCharts.istioCni,
  pods: {
    node: {
      labels: { "k8s-app": "istio-cni-node" },
      count: { kind: "per-node" },
      priorityClass: "system-node-critical",
      ports: { readiness: tcp(8000), metrics: tcp(15014) },
      ...publishedRequests(100, 100, "cni 1.30.3, resources", "2026-07-13"),
      volumes: 0,
      images: [images.istioCni],
      reaches: [...resolvesNames, callsKubernetes("learns which pods of its node take part")],
      receives: [probedOn(8000)],
    },
  },
};

/**
 * On every node: carries what its pods say to each other in mutual TLS, from within each pod's own network namespace, so that addresses
 * and network policies stay the pod's. Its chart asks for 200m and 512 MiB, enough for clusters of many thousands of pods.
 */
export const ztunnel: Footprint = {
  component: "ztunnel",
  title: "Istio's tunnel",
  ...meshSystem,
  chart: helmCharts.ztunnel,
  pods: {
    node: {
      labels: { app: "ztunnel" },
      count: { kind: "per-node" },
      priorityClass: "system-node-critical",
      ports: { "ztunnel-stats": tcp(15020), readiness: tcp(15021) },
      ...chosenRequests(100, 128),
      volumes: 0,
      images: [images.ztunnel],
      reaches: [
        ...resolvesNames,
        reachesPods("istiod/server", 15012, "is told who is who, and has certificates signed for its node's pods"),
      ],
      receives: [probedOn(15021)],
    },
  },
};
