import type { Facts } from "../../../audit/facts";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane } from "../parts/kubernetes";
import { admitSite } from "./harness/admit-site";
import { judging, onCluster } from "./harness/cluster";
import { definitions, readDefinitions } from "./harness/definitions";
import { idOf, set, within } from "./harness/sabotage";

withParts("what is wrong is refused", { controlPlane, definitions }, (folderOf) => {
  const facts = synthesizedFacts(synthesizedEnvironments().at(-1) ?? "");
  const [site = ""] = Object.entries(facts.plan.sites).flatMap(([name, { role }]) =>
    role === "primary" ? [name] : [],
  );
  const [one = "", other = ""] = namespacesWith(facts, site, [
    "ResourceQuota",
    "Deployment",
    "Service",
    "ExternalSecret",
  ]);
  const kubernetes = within(facts.kubernetes, site, [one, other]);

  const privileged = idOf(kubernetes, one, "Deployment");
  const crowd = idOf(kubernetes, other, "Deployment");
  const misspelt = idOf(kubernetes, one, "Service");
  const misspeltCustom = idOf(kubernetes, one, "ExternalSecret");
  const outdated = idOf(kubernetes, other, "ExternalSecret");
  const spy = { kind: "ServiceAccount", name: "default", namespace: one };
  let objections: readonly string[] = [];

  beforeAll(async () => {
    set(kubernetes, privileged, ["spec", "template", "spec", "containers", "0", "securityContext"], {
      privileged: true,
    });
    set(kubernetes, crowd, ["spec", "replicas"], 60);
    set(kubernetes, misspelt, ["spec", "selectors"], {});
    set(kubernetes, misspeltCustom, ["spec", "refreshIntervall"], "1h");
    set(kubernetes, outdated, ["apiVersion"], "external-secrets.io/v1beta1");
    const metadata = { name: "spy", namespace: other };
    const rbac = "rbac.authorization.k8s.io";
    const role = {
      apiVersion: `${rbac}/v1`,
      kind: "Role",
      metadata,
      rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }],
    };
    const binding = {
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: rbac, kind: "Role", name: "spy" },
      subjects: [spy],
    };
    const added = [role, binding].map((object) => {
      const fact = { site, namespace: other, kind: object.kind, name: "spy", release: "spy", file: "spy", object };
      return [`${site}/${other}/${object.kind}/spy`, fact] as const;
    });
    ({ objections } = await onCluster(
      { programs: folderOf("controlPlane"), arguments: { controllerManager: [judging] } },
      ({ client }) =>
        admitSite(
          client,
          readDefinitions(folderOf("definitions")),
          { ...facts, terraform: {}, kubernetes: { ...kubernetes, ...Object.fromEntries(added) } },
          site,
        ),
    ));
  });

  const of = (id: string): string => objections.filter((text) => text.startsWith(id)).join("\n");

  test("a privileged container: Pod Security warns of the workload and refuses the pod", () => {
    expect(of(`${privileged}: warning`)).toContain('would violate PodSecurity "restricted:latest": privileged');
    expect(of(`${privileged} pod 0`)).toContain("403 pods");
    expect(of(`${privileged} pod 0`)).toContain('violates PodSecurity "restricted:v1.35": privileged');
  });

  test("more pods than the namespace's quota has room for", () => {
    expect(of(crowd)).toContain("exceeded quota: planned");
  });

  test("a field that the API does not know", () => {
    expect(of(misspelt)).toContain('unknown field "spec.selectors"');
  });

  test("a field that a definition does not know", () => {
    expect(of(misspeltCustom)).toContain('unknown field "spec.refreshIntervall"');
  });

  test("a version that the definition does not serve", () => {
    expect(of(outdated)).toContain("the server knows no ExternalSecret of external-secrets.io/v1beta1");
  });

  test("an account of one namespace that may read secrets of another", () => {
    expect(of(`${one}/default may read secrets of ${other}`)).toContain('RoleBinding \\"spy/');
  });

  test("and nothing else is", () => {
    // The crowd leaves no room for its neighbours.
    const crowdedOut = (text: string): boolean =>
      text.startsWith(`${site}/${other}/`) && text.includes("exceeded quota: planned");
    const wrong = [privileged, crowd, misspelt, misspeltCustom, outdated, `${one}/default may`];
    expect(objections.filter((text) => !wrong.some((id) => text.startsWith(id)) && !crowdedOut(text))).toEqual([]);
  });
});

/** Namespaces that hold an object of each kind. */
function namespacesWith(facts: Facts, site: string, kinds: readonly string[]): readonly string[] {
  const there = Object.values(facts.kubernetes).filter((fact) => fact.site === site);
  const holds = (namespace: string, kind: string): boolean =>
    there.some((fact) => fact.namespace === namespace && fact.kind === kind);
  return [...new Set(there.flatMap(({ namespace }) => namespace ?? []))].filter((namespace) =>
    kinds.every((kind) => holds(namespace, kind)),
  );
}
