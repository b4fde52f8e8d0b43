import { meshSystem, type Carriage } from "../catalog";
import { allowCallers, allowNothing, type Caller } from "../constructs/platform/mesh/authorization-policy";
import { clearPorts, strictPeers } from "../constructs/platform/mesh/peer-authentication";
import type { Flow, Plan } from "../language";
import type { ChartDefinition } from "./chart-definition";
import { flowsInto } from "./flows-into";
import type { SiteContext } from "./site-context";

const { namespace } = meshSystem;

/** What the mesh lets through, for the platform and for every tenant alike: the declared flows, and nothing else. */
export const istioChart = ({ plan }: Pick<SiteContext, "plan">): ChartDefinition => ({
  stage: "mesh",
  release: "mesh",
  namespace,
  build: (chart) => {
    strictPeers(chart);
    allowNothing(chart);
    for (const [id, podSet] of Object.entries(plan.podSets)) {
      const name = id.replace("/", "-");
      const met = flowsInto(id, plan);
      const callers = met.flatMap(({ flow, carriage }) => callerOf(flow, carriage, plan));
      if (callers.length > 0) allowCallers(chart, { name, podSet, callers });
      const open = met.flatMap(({ flow, carriage }) =>
        carriage.kind === "admitted" ? [{ port: flow.port, path: carriage.path }] : [],
      );
      if (open.length > 0) {
        clearPorts(chart, {
          name,
          podSet,
          ports: [...new Set(open.map(({ port }) => port))].sort((a, b) => a - b),
          reasons: [...new Set(open.map(({ path }) => `${path.id}: ${path.reason}`))],
        });
      }
    }
  },
});

function callerOf({ from, port }: Flow, carriage: Carriage, { podSets }: Plan): readonly Caller[] {
  switch (carriage.kind) {
    case "past":
      return [];
    case "admitted":
      return [{ kind: "clear", port }];
    case "tunnel": {
      const podSet = from.kind === "pods" ? podSets[from.id] : undefined;
      return podSet === undefined ? [] : [{ kind: "pods", podSet, port }];
    }
  }
}
