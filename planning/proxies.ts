import { isEnrolled, linkerdProxy, type MeshWorld } from "../catalog";
import { describe, quantity, type Derived, type Unit } from "../language";
import type { Ledger } from "./ledger";
import type { PodDemand } from "./pod-kind";

/** Pods with what the mesh puts beside each: a tunnel on the node is a pod of its own, and counted as one. */
export function withProxies(ledger: Ledger, demand: PodDemand, world: MeshWorld): PodDemand {
  switch (world.mesh.kind) {
    case "istio-ambient":
      return demand;
    case "linkerd": {
      const cpu = ledger.figure("mesh-proxy-cpu", linkerdProxy.cpu);
      const memory = ledger.figure("mesh-proxy-memory", linkerdProxy.memory);
      const beside = <U extends Unit>(id: string, what: string, pod: Derived<U>, proxy: Derived<U>): Derived<U> =>
        ledger.load(`${id.replaceAll("/", "-")}-with-proxy-${what}`, quantity(pod.value + proxy.value, pod.unit), {
          rule: "pod-request",
          from: [pod, proxy],
          because: `${describe(pod)} for the pod + ${describe(proxy)} for the proxy beside it`,
        });
      const meshed = <P extends PodDemand["perNode"][number]>(pod: P): P =>
        isEnrolled(pod.id, world)
          ? { ...pod, cpu: beside(pod.id, "cpu", pod.cpu, cpu), memory: beside(pod.id, "memory", pod.memory, memory) }
          : pod;
      return { kinds: demand.kinds.map(meshed), perNode: demand.perNode.map(meshed) };
    }
  }
}
