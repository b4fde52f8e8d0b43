import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderCharts } from "../../charts";
import { gatekeeperValues } from "../../constructs/platform/admission/gatekeeper-release";
import eigen from "../../environments/noveu-eigen";
import production from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { planEnvironment } from "../../planning";
import { admissionRules } from "../../policies";
import { withTestDigests } from "../harness/recorded-digests";
import { at, isTree } from "../constructs/platform/releases-synthesis";
import { mirrorAt } from "../../language";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const release = (environment: Environment, name: string): readonly unknown[] =>
  list(
    plain(renderCharts(environment, planEnvironment(environment)).find((chart) => chart.release === name)?.manifests),
  );

const recorded = withTestDigests(production);
const taught = release(recorded, "admission-rules");
const enforced = release(recorded, "admission");
const ofKind = (objects: readonly unknown[], kind: string): readonly unknown[] =>
  objects.filter((object) => at(object, "kind") === kind);
const rules = Object.values(admissionRules);

test("every rule is taught as it is written", () => {
  const texts = ofKind(taught, "ConstraintTemplate").map((template) => {
    const [code] = list(at(list(at(template, "spec", "targets"))[0], "code"));
    return [at(template, "spec", "crd", "spec", "names", "kind"), at(code, "source", "rego")];
  });
  expect(new Map(texts.map(([kind, text]) => [kind, text]))).toEqual(
    new Map(
      rules.map(({ kind, file }) => [
        kind,
        readFileSync(join(__dirname, `../../policies/admission/${file}.rego`), "utf8"),
      ]),
    ),
  );
});

test("every rule is in force, denies, and lies in no namespace", () => {
  for (const { kind } of rules) {
    const [constraint, ...more] = ofKind(enforced, kind);
    expect([kind, more.length, at(constraint, "spec", "enforcementAction")]).toEqual([kind, 0, "deny"]);
    expect(at(constraint, "metadata", "namespace")).toBeUndefined();
  }
});

test("digests are asked for only where they were recorded", () => {
  expect(ofKind(release(production, "admission"), "BestekDigests")).toEqual([]);
  const [constraint] = ofKind(enforced, "BestekDigests");
  const host = production.registry.mirror;
  expect(at(constraint, "spec", "parameters", "digests", `${host}/ghcr.io/cloudnative-pg/postgresql`)).toHaveLength(2);
});

test("rules are in force only when their kinds exist: a job waits for each", () => {
  const [job] = ofKind(taught, "Job");
  const spec = at(job, "spec", "template", "spec");
  const names = rules.map(({ kind }) => `customresourcedefinition/${kind.toLowerCase()}.constraints.gatekeeper.sh`);
  const waits = [...list(at(spec, "initContainers")), ...list(at(spec, "containers"))].map((one) => at(one, "args"));
  expect(waits).toEqual([
    ["wait", "--for=create", "--timeout=240s", ...names],
    ["wait", "--for=condition=Established", "--timeout=240s", ...names],
  ]);
});

test("each parameter that a rule takes is given, and no other", () => {
  for (const { kind, parameters } of rules) {
    const given = at(ofKind(enforced, kind)[0], "spec", "parameters");
    expect([kind, isTree(given) ? Object.keys(given).sort() : []]).toEqual([kind, Object.keys(parameters).sort()]);
  }
});

test("beside us on a cluster of the customer's own, rules hold where a zone is claimed", () => {
  const constraints = release(withTestDigests(eigen), "admission").filter((object) =>
    /^Bestek/.test(String(at(object, "kind"))),
  );
  const selectors = constraints.map((one) => [at(one, "kind"), at(one, "spec", "match", "namespaceSelector")]);
  const within = { matchExpressions: [{ key: "bestek.eu/zone", operator: "Exists" }] };
  expect(selectors.filter(([, selector]) => selector === undefined)).toEqual([["BestekNamespaces", undefined]]);
  expect(selectors.filter(([kind]) => kind !== "BestekNamespaces").map(([, selector]) => selector)).toEqual(
    Array<unknown>(rules.length - 1).fill(within),
  );
});

describe("the webhook", () => {
  const values: unknown = JSON.parse(
    JSON.stringify(gatekeeperValues({ mirror: mirrorAt("m"), pullSecret: "p", systemNamespaces: ["kube-system"] })),
  );
  const asked = list(at(values, "validatingWebhookCustomRules"));

  test("fails closed, except for the cluster's own parts", () => {
    expect(at(values, "validatingWebhookFailurePolicy")).toBe("Fail");
    expect(at(values, "validatingWebhookExemptNamespacesLabels")).toEqual({
      "kubernetes.io/metadata.name": ["kube-system"],
    });
    expect([at(values, "replicas"), at(values, "pdb", "controllerManager", "minAvailable")]).toEqual([3, 2]);
  });

  const plural = (kind: string): string => (kind.endsWith("y") ? `${kind.slice(0, -1)}ies` : `${kind}s`).toLowerCase();

  test.each(
    rules.flatMap(({ judges }) => judges.flatMap(({ apiGroups, kinds }) => kinds.map((kind) => [apiGroups[0], kind]))),
  )("is asked about %s %s, which a rule judges", (group, kind) => {
    const matching = asked.filter(
      (rule) => list(at(rule, "apiGroups")).includes(group) && list(at(rule, "resources")).includes(plural(kind)),
    );
    expect(matching).toHaveLength(1);
  });

  test("is not asked about what keeps a cluster alive", () => {
    const resources = asked.flatMap((rule) => list(at(rule, "resources")));
    for (const vital of ["nodes", "leases", "endpoints", "endpointslices", "configmaps", "secrets"]) {
      expect(resources).not.toContain(vital);
    }
  });
});
