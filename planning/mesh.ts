import { carriageOf, type MeshWorld } from "../catalog";
import type { Flow, MeshKind, MeshPlan } from "../language";

const carriers: Readonly<Record<MeshKind, string>> = {
  "istio-ambient": "one tunnel a node, without which they would be in the clear; every tier and size bears it",
  linkerd: "a proxy beside each pod, without which they would be in the clear; its requests are counted with the pod's",
};

/** What the mesh carries is every flow between its pods; what it does not is named, path by path. */
export function planMesh(world: MeshWorld & { readonly flows: Readonly<Record<string, Flow>> }): MeshPlan {
  const clear: Record<string, { readonly reason: string; readonly flows: Record<string, string> }> = {};
  let carried = 0;
  for (const [id, flow] of Object.entries(world.flows)) {
    const carriage = carriageOf(flow, world);
    switch (carriage?.kind) {
      case undefined:
        break;
      case "tunnel":
        carried += 1;
        break;
      case "admitted":
      case "past": {
        const { path } = carriage;
        const known = (clear[path.id] ??= { reason: path.reason, flows: {} });
        known.flows[id] = flow.because;
      }
    }
  }
  return {
    kind: world.mesh.kind,
    because: `${String(carried)} flows between pods are carried in mutual TLS by ${carriers[world.mesh.kind]}`,
    clear: Object.fromEntries(Object.entries(clear).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
