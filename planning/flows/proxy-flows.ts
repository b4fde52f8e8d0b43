import { isEnrolled, linkerdControlPorts, linkerdPods, linkerdProxyPorts, type MeshWorld } from "../../catalog";
import type { Flow } from "../../language";
import { pods } from "./parties";
import { nameFlows } from "./service-flows";

/** What the proxy beside a pod needs of others, where a mesh has proxies beside pods; a tunnel on the node needs nothing of the pods. */
export function proxyFlows(world: MeshWorld): readonly Flow[] {
  switch (world.mesh.kind) {
    case "istio-ambient":
      return [];
    case "linkerd":
      return Object.keys(world.podSets)
        .filter((id) => isEnrolled(id, world))
        .flatMap((id) => [...nameFlows(id), ...linkerdFlows(id)]);
  }
}

function linkerdFlows(id: string): readonly Flow[] {
  const { destination, policy, identity } = linkerdControlPorts;
  const asks = (to: string, port: number, because: string): Flow => ({
    from: pods(id),
    to: pods(to),
    port,
    protocol: "TCP",
    because,
  });
  return [
    asks(linkerdPods.destination, destination, "its proxy asks who is who"),
    asks(linkerdPods.destination, policy, "its proxy asks who may enter"),
    asks(linkerdPods.identity, identity, "its proxy has its certificate signed"),
    {
      from: { kind: "nodes" },
      to: pods(id),
      port: linkerdProxyPorts.admin,
      protocol: "TCP",
      because: "kubelet asks whether the proxy beside it lives and is ready",
      by: "kubelet",
    },
  ];
}
