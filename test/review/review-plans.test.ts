import { isRefused, type StackReview } from "../../review";
import { bucket, planText, reviewOf, stack } from "./plans";

const id = `zuid-a:${bucket}`;
const replaced = planText([
  {
    actions: ["delete", "create"],
    before: { name: "files", region_name: "EU-WEST-PAR" },
    after: { name: "files", region_name: "GRA" },
    replace_paths: [["region_name"]],
    action_reason: "replace_because_cannot_update",
  },
]);
const destroyed = planText([
  { actions: ["delete"], before: { name: "files" }, action_reason: "delete_because_no_resource_config" },
]);
const loss = async (
  text: string,
  recorded: Parameters<typeof reviewOf>[1] = {},
): Promise<{ readonly refused: boolean; readonly losses: unknown; readonly unused: readonly string[] }> => {
  const review = await reviewOf({ "zuid-a": text }, recorded);
  return { refused: isRefused(review), losses: review.losses, unused: review.unused };
};

test("nothing to do is nothing to answer for", async () => {
  const review = await reviewOf({ "zuid-a": planText([{ actions: ["no-op"], before: {}, after: {} }]) });
  expect(review).toMatchObject({ losses: [], unused: [], standIn: false, totals: { update: 0 } });
  expect(isRefused(review)).toBe(false);
});

test("each action has its word; what is only read has none", async () => {
  const { totals } = await reviewOf({
    "zuid-a": planText([
      { address: "a.b", actions: ["create"], after: {} },
      { address: "a.c", actions: ["update"], before: { x: 1 }, after: { x: 2 } },
      { address: "a.d", actions: ["create", "delete"], before: {}, after: {} },
      { address: "a.e", actions: ["delete"], before: {} },
      { address: "a.f", actions: ["no-op"], before: {}, after: {}, previous_address: "a.z" },
      { address: "a.g", actions: ["create"], after: {}, importing: { id: "1" } },
      { address: "a.h", actions: ["forget"], before: {} },
      { address: "data.a.i", actions: ["read"], after: {}, mode: "data" },
      { address: "data.a.j", actions: ["delete"], before: {}, mode: "data" },
    ]),
  });
  expect(totals).toEqual({ create: 1, update: 1, replace: 1, destroy: 1, move: 1, import: 1, forget: 1 });
});

test.each([
  ["replace", replaced],
  ["destroy", destroyed],
])("to %s something stateful is refused without a named approval", async (action, text) => {
  expect(await loss(text)).toEqual({ refused: true, losses: [{ id, action, keeps: "objects" }], unused: [] });
});

test("what keeps nothing may be replaced and destroyed", async () => {
  const pool = { address: "ovh_cloud_project_kube_nodepool.x", actions: ["delete", "create"], before: {}, after: {} };
  expect(await loss(planText([pool]))).toMatchObject({ refused: false, losses: [] });
});

test("the lock knows more than the catalogue: a release that carries a database", async () => {
  const release = { address: "helm_release.databases", actions: ["delete"], before: {} };
  expect(await loss(planText([release]))).toMatchObject({ refused: false });
  const stateful = { "zuid-a:helm_release.databases": { holds: "everything inside" } };
  expect(await loss(planText([release]), { stateful })).toMatchObject({
    refused: true,
    losses: [{ keeps: "everything inside" }],
  });
});

test("a type that nobody has gone through is not called harmless", async () => {
  const password = { address: "random_password.x", actions: ["delete"], before: {} };
  expect(await loss(planText([password]))).toMatchObject({
    refused: true,
    losses: [{ keeps: "nobody has said what" }],
  });
});

const approval = { address: id, action: "replace", by: "data owner", why: "never used", until: "2026-11-30" } as const;

test("an approval counts for its address and its action, until its day", async () => {
  const on = (today: string) => ({ approvals: { recorded: [approval], today } });
  expect(await loss(replaced, on("2026-11-30"))).toEqual({
    refused: false,
    losses: [
      {
        id,
        action: "replace",
        keeps: "objects",
        approved: { by: "data owner", why: "never used", until: "2026-11-30" },
      },
    ],
    unused: [],
  });
  expect(await loss(replaced, on("2026-12-01"))).toMatchObject({
    refused: true,
    losses: [{ expired: "the approval of data owner ended on 2026-11-30" }],
  });
  expect(await loss(destroyed, on("2026-11-21"))).toMatchObject({ refused: true, unused: [`${id} (replace)`] });
});

test("an approval of this run counts for what it names, and is called unused where it names nothing", async () => {
  const given = (name: string) => ({ approvals: { given: [{ id: name, by: "x", why: "y" }] } });
  expect(await loss(destroyed, given(id))).toMatchObject({ refused: false });
  expect(await loss(destroyed, given(`zuid-b:${bucket}`))).toMatchObject({
    refused: true,
    unused: [`zuid-b:${bucket}`],
  });
});

const fresh = { prior_state: undefined };
const order = [
  stack("zuid-infrastructure"),
  stack("zuid-operators", ["zuid-infrastructure"], { "zuid-infrastructure": ["cluster_id"] }),
  stack("zuid-trust", ["zuid-operators"]),
  stack("zuid-dns"),
];
const states = (stacks: readonly StackReview[]): readonly unknown[] =>
  stacks.map((review) => (review.kind === "unknown" ? review.until : review.kind));

test("below a stack that was never applied everything is unknown until it is, and is not planned", async () => {
  const created = planText([{ actions: ["create"], after: {} }], fresh);
  const review = await reviewOf({ "zuid-infrastructure": created, "zuid-dns": planText([]) }, { stacks: order });
  expect(states(review.stacks)).toEqual(["planned", ["zuid-infrastructure"], ["zuid-infrastructure"], "planned"]);
  expect(isRefused(review)).toBe(false);
});

test("data that a first plan reads do not make a stack applied", async () => {
  const read = {
    format_version: "1.0",
    values: { root_module: { resources: [{ address: "data.x.y", mode: "data" }] } },
  };
  const created = planText([{ actions: ["create"], after: {} }], { prior_state: read });
  const review = await reviewOf({ "zuid-infrastructure": created, "zuid-dns": planText([]) }, { stacks: order });
  expect(states(review.stacks)[1]).toEqual(["zuid-infrastructure"]);
});

test("a stack that reads an output which is not there yet is unknown; one that will change is told", async () => {
  const withOutput = (changes: unknown): string =>
    planText([], {
      prior_state: { values: { outputs: { cluster_id: { value: "1" } }, root_module: { resources: [] } } },
      output_changes: changes,
    });
  const rest = { "zuid-trust": planText([]), "zuid-dns": planText([]) };
  const lacking = await reviewOf({ "zuid-infrastructure": planText([]), ...rest }, { stacks: order });
  expect(states(lacking.stacks)).toEqual(["planned", ["zuid-infrastructure"], ["zuid-infrastructure"], "planned"]);

  const plans = { ...rest, "zuid-operators": planText([]) };
  const same = { cluster_id: { actions: ["no-op"], before: "1", after: "1" } };
  const other = { cluster_id: { actions: ["update"], before: "1", after_unknown: true } };
  const read = async (changes: unknown): Promise<unknown> =>
    (await reviewOf({ ...plans, "zuid-infrastructure": withOutput(changes) }, { stacks: order })).stacks[1];
  expect(await read(same)).toMatchObject({ kind: "planned", outdated: [] });
  expect(await read(other)).toMatchObject({ kind: "planned", outdated: ["zuid-infrastructure.cluster_id"] });
});

test.each([
  ["no JSON", "no", /is no plan/],
  ["another format", planText([], { format_version: "2.0" }), /format that bestek does not know/],
  ["a plan that ended with an error", planText([], { errored: true }), /ended with an error/],
  ["a plan of some resources alone", planText([], { complete: false }), /not a complete plan/],
  ["a state", JSON.stringify({ values: {} }), /is no plan: format_version/],
])("%s is no plan, and what nobody planned is refused", async (_, text, why) => {
  const review = await reviewOf({ "zuid-infrastructure": text, "zuid-dns": planText([]) }, { stacks: order });
  expect(review.stacks[0]).toMatchObject({ kind: "failed", why: expect.stringMatching(why) });
  expect(states(review.stacks).slice(1)).toEqual([["zuid-infrastructure"], ["zuid-infrastructure"], "planned"]);
  expect(isRefused(review)).toBe(true);
});

test("one plan of stand-ins makes the whole review no evidence", async () => {
  const review = await reviewOf({ "zuid-a": planText([]), "zuid-b": planText([], { standIn: true }) });
  expect(review.standIn).toBe(true);
  expect(review.stacks.map((entry) => entry.kind === "planned" && entry.standIn)).toEqual([false, true]);
});
