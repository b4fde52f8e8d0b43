import type { JsonObject } from "../../audit/facts/json";
import { forgetReplaced } from "../../simulation/cluster/replaced-members";

const pod = (namespace: string, name: string, uid: string) => ({
  uid,
  namespace,
  name,
  group: "mail",
  node: "node",
  ready: true,
  unschedulable: undefined,
  claims: [],
});

/** Budgets of one namespace, and what was patched of them. */
function api(disruptedPods: JsonObject) {
  const asked: string[] = [];
  const patched: (readonly [string, JsonObject])[] = [];
  return {
    asked,
    patched,
    list: (path: string) => {
      asked.push(path);
      return Promise.resolve([{ metadata: { name: "mail" }, status: { disruptedPods } }]);
    },
    patch: (path: string, body: JsonObject) => {
      patched.push([path, body]);
      return Promise.resolve();
    },
  };
}

const path = "/apis/policy/v1/namespaces/elm/poddisruptionbudgets";

test("an evicted pod whose successor stands is taken off the list of its budget, and no other", async () => {
  const budgets = api({ "mail-0": "12:00", "mail-1": "12:00", "mail-2": "12:00" });
  const pods = [pod("elm", "mail-0", "new"), pod("elm", "mail-1", "same"), pod("oak", "mail-2", "new")];
  await forgetReplaced(
    budgets,
    pods,
    new Map([
      ["elm/mail-0", "old"],
      ["elm/mail-1", "same"],
      ["elm/mail-2", "old"],
    ]),
  );
  expect(budgets.patched).toEqual([[`${path}/mail/status`, { status: { disruptedPods: { "mail-0": null } } }]]);
});

test("where nothing has been replaced no budget is asked for", async () => {
  const budgets = api({ "mail-0": "12:00" });
  await forgetReplaced(budgets, [pod("elm", "mail-0", "same")], new Map([["elm/mail-0", "same"]]));
  await forgetReplaced(budgets, [pod("elm", "mail-1", "new")], new Map());
  expect([budgets.asked, budgets.patched]).toEqual([[], []]);
});
