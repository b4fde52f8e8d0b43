import { numberAt, textAt } from "../../audit/facts/json";
import type { Collections } from "./collections";
import { Stillness } from "./stillness";
import { interval, patience, pause } from "./waiting";

/** A disruption budget that too few healthy pods meet. */
export interface BrokenBudget {
  readonly id: string;
  readonly healthy: number;
  readonly desired: number;
}

/** Budgets below which too few pods are healthy, as the cluster's own controller counts them once it has counted. */
export async function brokenBudgets(api: Collections): Promise<readonly BrokenBudget[]> {
  const stillness = new Stillness(interval);
  let broken = await budgetsBelow(api);
  while (broken.length > 0 && stillness.milliseconds < patience) {
    await pause();
    broken = await budgetsBelow(api);
    stillness.lasts();
  }
  return broken;
}

async function budgetsBelow(api: Collections): Promise<readonly BrokenBudget[]> {
  return (await api.list("/apis/policy/v1/poddisruptionbudgets")).flatMap((budget) => {
    const healthy = numberAt(budget, "status", "currentHealthy") ?? 0;
    const desired = numberAt(budget, "status", "desiredHealthy") ?? 0;
    const id = `${textAt(budget, "metadata", "namespace") ?? ""}/${textAt(budget, "metadata", "name") ?? ""}`;
    return healthy < desired ? [{ id, healthy, desired }] : [];
  });
}

/** Why controllers make no pods, by `<namespace>/<name>` of the controller: what the API answered them last. */
export async function refusals(api: Collections): Promise<ReadonlyMap<string, string>> {
  const events = await api.list("/api/v1/events?fieldSelector=reason%3DFailedCreate");
  return new Map(
    events.map((event) => [
      `${textAt(event, "involvedObject", "namespace") ?? ""}/${textAt(event, "involvedObject", "name") ?? ""}`,
      textAt(event, "message") ?? "",
    ]),
  );
}
