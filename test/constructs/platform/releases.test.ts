import { helmValues } from "../../../constructs/platform/releases/helm-values";
import { charted, mirror, synthesizeReleases, synthesizeResources, textsIn } from "./releases-synthesis";

const releases = synthesizeReleases();

describe("the set of releases", () => {
  test("is every installed component and the definitions of monitors and mesh", () => {
    expect(Object.keys(releases).sort()).toEqual(
      [...charted.map(({ component }) => component), "istio-base", "prometheus-operator-crds"].sort(),
    );
  });

  test.each(charted)("$component is named and placed as its footprint says", ({ component, namespace, chart }) => {
    expect(releases[component]?.attributes).toMatchObject({
      name: component,
      namespace,
      chart: chart?.name,
      version: chart?.version,
    });
  });

  test.each(Object.entries(releases))("%s is installed from the mirror, as a whole or not at all", (_, release) => {
    expect(release.attributes).toMatchObject({
      repository: `oci://${mirror.host}/charts`,
      atomic: true,
      cleanup_on_fail: true,
      wait: true,
      wait_for_jobs: true,
      create_namespace: false,
      max_history: 5,
    });
  });

  test("is the same bytes for the same input", () => {
    expect(synthesizeResources()).toBe(synthesizeResources());
  });
});

describe("order", () => {
  const named = Object.fromEntries(Object.entries(releases).map(([name, { address }]) => [address, name]));
  const after = (name: string): readonly string[] => {
    const edges = releases[name]?.attributes["depends_on"];
    return (Array.isArray(edges) ? edges : []).map((address) => named[String(address)] ?? String(address)).sort();
  };

  test.each<[string, readonly string[]]>([
    ["istio-base", []],
    ["istiod", ["istio-base"]],
    ["istio-cni", ["istiod"]],
    ["ztunnel", ["istio-cni"]],
    ["prometheus-operator-crds", []],
    ["envoy-gateway", []],
    ["cert-manager", ["envoy-gateway", "prometheus-operator-crds"]],
    ["trust-manager", ["cert-manager"]],
    ["external-secrets", ["prometheus-operator-crds"]],
    ["cloudnative-pg", ["prometheus-operator-crds"]],
    ["plugin-barman-cloud", ["cert-manager", "cloudnative-pg"]],
    ["kube-prometheus-stack", ["cert-manager"]],
    ["openbao", ["prometheus-operator-crds"]],
    ["strimzi", []],
  ])("%s comes directly after %j", (name, expected) => {
    expect(after(name)).toEqual(expected);
  });

  test("no edge repeats what a chain of others says already", () => {
    const all = (name: string): readonly string[] => after(name).flatMap((earlier) => [earlier, ...all(earlier)]);
    const repeated = Object.keys(releases).flatMap((name) =>
      after(name)
        .filter((edge) =>
          after(name)
            .filter((other) => other !== edge)
            .some((other) => all(other).includes(edge)),
        )
        .map((edge) => `${name} -> ${edge}`),
    );
    expect(repeated).toEqual([]);
  });
});

describe("secrets", () => {
  const named = (values: unknown): readonly string[] =>
    textsIn(values)
      .map(([path]) => path)
      .filter((path) => /(password|passphrase|token|private_?key|secret_?key|credential)$/i.test(path));

  test.each(Object.entries(releases))("%s carries no secret value", (_, { values }) => {
    expect(named(values)).toEqual([]);
  });

  test("a password among values is caught", () => {
    expect(named({ grafana: { adminPassword: "x" } })).toEqual(["grafana.adminPassword"]);
  });
});

test("values that Terraform would compute are refused, all at once", () => {
  const refused = (): string => helmValues("x", { a: "${b}", c: [{ d: "%{ if e }" }], f: "$(g)" });
  expect(refused).toThrow(/release "x" is refused: 2 mistakes[^]*values\.a[^]*values\.c\.0\.d/);
});
