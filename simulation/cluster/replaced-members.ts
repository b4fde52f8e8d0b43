import { membersAt, textAt, type Json } from "../../audit/facts/json";
import type { Collections } from "./collections";
import type { PodState } from "./pod-state";

const budgets = "/apis/policy/v1";

/**
 * Takes evicted pods off the lists of disruption budgets where the next member of the set stands under the same name. A budget's controller
 * crosses a pod off once it sees it end; where a played one ends sooner than the controller looks, the next one is taken for it, and nothing else is
 * let go for two minutes (Kubernetes 1.35, disruption controller, DeletionTimeout).
 *
 * @param evicted ids of the pods that were let go, by `<namespace>/<name>`.
 */
export async function forgetReplaced(
  api: Pick<Collections, "list" | "patch">,
  pods: readonly PodState[],
  evicted: ReadonlyMap<string, string>,
): Promise<void> {
  const replaced = new Set(
    pods.flatMap(({ namespace, name, uid }) => {
      const before = evicted.get(`${namespace}/${name}`);
      return before === undefined || before === uid ? [] : [`${namespace}/${name}`];
    }),
  );
  const namespaces = new Set([...replaced].map((id) => id.slice(0, id.indexOf("/"))));
  for (const namespace of namespaces) {
    const path = `${budgets}/namespaces/${namespace}/poddisruptionbudgets`;
    for (const budget of await api.list(path)) {
      const names = listed(budget).filter((name) => replaced.has(`${namespace}/${name}`));
      if (names.length === 0) continue;
      const disruptedPods = Object.fromEntries(names.map((name) => [name, null]));
      await api.patch(`${path}/${textAt(budget, "metadata", "name") ?? ""}/status`, { status: { disruptedPods } });
    }
  }
}

const listed = (budget: Json): readonly string[] => membersAt(budget, "status", "disruptedPods").map(([name]) => name);
