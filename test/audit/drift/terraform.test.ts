import { terraformDrift, type Drift } from "../../../audit";
import type { Json } from "../../../audit/facts/json";
import { factsAfter } from "../fixture/facts-after";
import { infrastructure as stack, operators } from "../fixture/good-stacks";
import { inStack } from "../fixture/output";

const facts = factsAfter(
  inStack(stack, ["resource", "ovh_cloud_project_kube_nodepool", "main"], {
    max_nodes: 9,
    desired_nodes: 3,
    flavor_name: "b3-8",
    template: { metadata: { labels: { zone: "x" } } },
    lifecycle: { ignore_changes: ["anti_affinity"] },
  }),
);
const nodes = "ovh_cloud_project_kube_nodepool.main";

const plan = (...drift: readonly Json[]): Json => ({
  format_version: "1.2",
  prior_state: { values: { root_module: { resources: [{ mode: "managed", address: nodes }] } } },
  resource_drift: drift,
});
const update = (address: string, before: Json, after: Json, marks: Json = {}): Json => ({
  address,
  mode: "managed",
  change: { actions: ["update"], before, after, before_sensitive: marks, after_sensitive: marks },
});
const after = (...drift: readonly Json[]): Drift => terraformDrift(facts, stack, plan(...drift));

test("a plan without drift has none", () => {
  expect(after()).toEqual({ compared: 1, differences: [], ignored: [], unknown: [] });
  const none = factsAfter(inStack(stack, ["resource"], undefined));
  expect(terraformDrift(none, stack, { prior_state: { values: { root_module: {} } } }).unknown).toEqual([]);
});

test("a changed argument is drift; what the cloud computes is not", () => {
  expect(
    after(
      update(
        nodes,
        { max_nodes: 9, current_nodes: 3, status: "READY" },
        { max_nodes: 20, current_nodes: 4, status: "UPDATING" },
      ),
    ),
  ).toMatchObject({
    differences: [{ object: `${stack}:${nodes}`, where: "max_nodes", wanted: 9, found: 20, why: "was changed" }],
    ignored: [{ where: "current_nodes", why: "no stack sets it" }, { where: "status" }],
  });
});

test("blocks are found with and without their list", () => {
  const at = (zone: string): Json => ({ template: [{ metadata: [{ labels: { zone }, finalizers: [zone] }] }] });
  expect(after(update(nodes, at("x"), at("y")))).toMatchObject({
    differences: [{ where: "template.0.metadata.0.labels.zone", found: "y" }],
    ignored: [{ where: "template.0.metadata.0.finalizers.0" }],
  });
});

test("nodes of an autoscaler and what a stack leaves to others are no drift", () => {
  expect(
    after(update(nodes, { desired_nodes: 3, anti_affinity: false }, { desired_nodes: 5, anti_affinity: true })),
  ).toMatchObject({
    differences: [],
    ignored: [
      { where: "desired_nodes", why: "an autoscaler sets the number of nodes" },
      { where: "anti_affinity", why: "the stack leaves it to others" },
    ],
  });
});

test("a resource that is gone, and one that nobody describes", () => {
  expect(after({ address: nodes, change: { actions: ["delete"], before: {}, after: null } }).differences).toEqual([
    { object: `${stack}:${nodes}`, why: "is gone" },
  ]);
  expect(after(update("ovh_cloud_project_user.x", { a: 1 }, { a: 2 })).differences[0]?.why).toContain(
    "no stack describes it",
  );
});

test("one instance of many is the block's", () => {
  expect(after(update(`${nodes}["a"]`, { max_nodes: 9 }, { max_nodes: 1 })).differences).toHaveLength(1);
});

test("values that Terraform marks are not repeated", () => {
  const [difference] = after(
    update(nodes, { flavor_name: "one" }, { flavor_name: "two" }, { flavor_name: true }),
  ).differences;
  expect(difference).toEqual({ object: `${stack}:${nodes}`, where: "flavor_name", why: "was changed" });
});

test("a release that somebody rolled back says so", () => {
  const release = "helm_release.gateway";
  const drift = terraformDrift(
    facts,
    operators,
    plan(
      update(
        release,
        { status: "deployed", metadata: [{ revision: 2 }] },
        { status: "failed", metadata: [{ revision: 3 }] },
      ),
    ),
  );
  expect(drift.differences.map(({ where }) => where)).toEqual(["status"]);
});

test.each([
  ["was never applied", { planned_values: {} }],
  [
    "was never applied",
    { prior_state: { values: { root_module: { resources: [{ mode: "data", address: "data.ovh_me.me" }] } } } },
  ],
  ["could not read everything", { errored: true, prior_state: { values: { root_module: {} } } }],
])("a plan that %s is unknown, not clean", (why, json) => {
  expect(terraformDrift(facts, stack, json)).toMatchObject({
    compared: 0,
    unknown: [{ what: stack, why: expect.stringContaining(why) }],
  });
});
