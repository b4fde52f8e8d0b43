import { carriageOf, type Carriage } from "../catalog";
import type { Flow, Plan } from "../language";

/** A flow into a set of pods, as the mesh sees it. */
export interface MetFlow {
  readonly flow: Flow;
  readonly carriage: Carriage;
}

/** Flows into a set of pods, as the mesh sees them. */
export const flowsInto = (id: string, plan: Plan): readonly MetFlow[] =>
  Object.values(plan.flows)
    .filter(({ to }) => to.kind === "pods" && to.id === id)
    .flatMap((flow) => {
      const carriage = carriageOf(flow, plan);
      return carriage === undefined ? [] : [{ flow, carriage }];
    });
