import { supplyOf } from "../../audit";
import { factsAfter } from "./fixture/facts-after";
import { digests, mirror, providerMirror } from "./fixture/good-plan";
import { infrastructure, operators } from "./fixture/good-stacks";
import { all, inFootprint, inObject, inStack, nothing, type Edit } from "./fixture/output";

const supplyAfter = (edit: Edit) => supplyOf(factsAfter(edit));
const names = (edit: Edit): readonly string[] =>
  supplyAfter(edit).images.map(
    ({ registry, repository, tag, digest }) => `${registry} ${repository} ${tag ?? "?"} ${digest ?? "?"}`,
  );
const values = (text: string): Edit => inStack(operators, ["resource", "helm_release", "gateway", "values"], [text]);
const digest = `sha256:${"cd".repeat(32)}`;

test("images bear their publisher's name, and who names them", () => {
  const { images, ...others } = supplyAfter(nothing);
  expect(images).toEqual([
    {
      registry: "docker.io",
      repository: "example/proxy",
      tag: "v1.9.0",
      digest: digests["docker.io/example/proxy:v1.9.0"],
      usedBy: ["footprint/gateway", "footprint/monitor", `${operators}:helm_release.gateway/values`],
    },
    {
      registry: "docker.io",
      repository: "library/shop",
      tag: "1.2.3",
      digest: digests["docker.io/library/shop:1.2.3"],
      usedBy: ["gra11/shop/Deployment/web", "gra11/store/CronJob/drill", "gra11/store/StatefulSet/db"],
    },
    {
      registry: "ghcr.io",
      repository: "firewall/rules",
      tag: "1",
      digest: digests["ghcr.io/firewall/rules:1"],
      usedBy: ["gra11/gateway/EnvoyExtensionPolicy/firewall"],
    },
  ]);
  expect(others).toEqual({
    mirror,
    providerMirror,
    charts: [{ name: "gateway-helm", version: "1.9.0", repository: "oci://docker.io/envoyproxy" }],
    providers: [{ source: "ovh/ovh", version: "2.19.0" }],
  });
});

test("a tag that only a footprint knows is that of the values", () => {
  expect(names(values(`image:\n  repository: ${mirror}/docker.io/example/proxy\n`))).toContain(
    "docker.io example/proxy v1.9.0 ?",
  );
});

test("a tag that nobody knows is unknown", () => {
  expect(names(values(`image:\n  repository: ${mirror}/docker.io/example/other\n`))).toContain(
    "docker.io example/other ? ?",
  );
});

test("a reference inside an argument counts", () => {
  expect(names(values(`args:\n  - --solver=${mirror}/quay.io/a/solver:v3\n`))).toContain("quay.io a/solver v3 ?");
});

test("digests come from references and from the catalogue", () => {
  const reference = inObject(
    "gra11/shop/deployment-web",
    ["spec", "template", "spec", "containers", 0, "image"],
    `${mirror}/docker.io/library/shop:1.2.3@${digest}`,
  );
  const postgresql = inFootprint("monitor", ["pods", "agent", "images", 0], {
    registry: "ghcr.io",
    repository: "cloudnative-pg/postgresql",
    tag: "15.19-202608310817-standard-bookworm",
  });
  const found = names(all(reference, postgresql));
  expect(found).toContain(`docker.io library/shop 1.2.3 ${digest}`);
  expect(found).toContainEqual(expect.stringMatching(/^ghcr\.io cloudnative-pg\/postgresql 15\.19\S+ sha256:ad1d/));
});

test("an image that is built here names its folder", () => {
  const edit = inObject(
    "gra11/shop/deployment-web",
    ["spec", "template", "spec", "containers", 0, "image"],
    `${mirror}/bestek/stalwart-cli:1.0.12-webui-1.0.7`,
  );
  expect(supplyAfter(edit).images).toContainEqual(
    expect.objectContaining({ registry: "bestek", builtFrom: "images/stalwart-cli" }),
  );
});

test("a chart that the catalogue doesn't know has no publisher, two versions of a provider are two", () => {
  const edit = all(
    inStack(operators, ["resource", "helm_release", "gateway", "chart"], "unheard-of"),
    inStack(infrastructure, ["terraform", "required_providers", "ovh", "version"], "2.18.0"),
  );
  const { charts, providers } = supplyAfter(edit);
  expect(charts).toEqual([{ name: "unheard-of", version: "1.9.0" }]);
  expect(providers.map(({ version }) => version)).toEqual(["2.18.0", "2.19.0"]);
});
