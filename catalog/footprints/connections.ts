import type { Reach, Receipt } from "../../language";

/** Names are resolved over UDP, and over TCP where an answer is long. */
export const resolvesNames: readonly Reach[] = [
  { to: { kind: "cluster-dns" }, port: 53, protocol: "UDP", because: "resolves names" },
  { to: { kind: "cluster-dns" }, port: 53, protocol: "TCP", because: "resolves names whose answer is long" },
];

/** The API server at its service port; where a cloud listens on another one, planning translates it. */
export const callsKubernetes = (because: string): Reach => ({
  to: { kind: "kubernetes-api" },
  port: 443,
  protocol: "TCP",
  because,
});

/** Pods by id `<component>/<pod>`. */
export const reachesPods = (id: string, port: number, because: string): Reach => ({
  to: { kind: "pods", id },
  port,
  protocol: "TCP",
  because,
});

/** A call that the API server makes before it admits an object; it arrives through the nodes. */
export const admits = (port: number, because: string): Receipt => ({
  from: { kind: "nodes" },
  port,
  protocol: "TCP",
  because,
});

/** A probe of the node's kubelet. */
export const probedOn = (port: number): Receipt => ({
  from: { kind: "nodes" },
  port,
  protocol: "TCP",
  because: "kubelet asks whether the pod lives and is ready",
  by: "kubelet",
});

export const tcp = (port: number): { readonly port: number; readonly protocol: "TCP" } => ({ port, protocol: "TCP" });
export const udp = (port: number): { readonly port: number; readonly protocol: "UDP" } => ({ port, protocol: "UDP" });
