import { carriageOf, type MeshWorld } from "../catalog";
import type { Environment } from "../environments/schema";
import type { Flow, MeshPlan } from "../language";

/** What the mesh carries is every flow between its pods; what it does not is named, path by path. */
export function planMesh(
  { mesh }: Pick<Environment, "mesh">,
  world: MeshWorld & { readonly flows: Readonly<Record<string, Flow>> },
): MeshPlan {
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
    kind: mesh.kind,
    because: `${String(carried)} flows between pods are carried in mutual TLS by one tunnel a node, without which they would be in the clear; every tier and size bears it`,
    clear: Object.fromEntries(Object.entries(clear).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
