import { imageProvenance } from "../../../audit/checks/image-provenance";
import { isList, isObject, type Json } from "../../../audit/facts/json";
import { operators } from "../fixture/good-stacks";
import {
  all,
  change,
  inObject,
  inPlan,
  inStack,
  nothing,
  overwrite,
  withoutObject,
  type Edit,
} from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";
import { goodBill } from "../fixture/write-output";
import { digests, mirror } from "../fixture/good-plan";

const file = "out/bom.cdx.json";
const components = isObject(goodBill) && isList(goodBill["components"]) ? goodBill["components"] : [];
const indexOf = (name: string): number =>
  components.findIndex((component) => isObject(component) && component["name"] === name);
const bill = (...path: readonly (string | number)[]) => ({
  to: (value: Json | undefined): Edit =>
    overwrite(file, JSON.stringify(change(goodBill, ["components", ...path], value))),
});
const bad = (name: string, edit: Edit, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object: "proef",
  says,
});

describe("image-provenance: bill of materials", () => {
  judges(imageProvenance, [
    { name: "the good output", edit: nothing, outcome: "pass" },
    bad("no bill", overwrite(file, undefined), "bom.cdx.json", "is missing", "synthesize the environment again"),
    bad(
      "an image that it leaves out",
      bill(indexOf("docker.io/library/shop")).to(undefined),
      '"image docker.io/library/shop:1.2.3" is used and not listed',
    ),
    bad(
      "another version of an image",
      bill(indexOf("docker.io/library/shop"), "version").to("1.2.4"),
      '"image docker.io/library/shop:1.2.3" is used and not listed',
    ),
    bad(
      "an image that no file uses",
      bill(components.length).to({ type: "container", name: "docker.io/library/other", version: "1" }),
      '"image docker.io/library/other:1" is listed and used by no file',
    ),
    bad(
      "an image that came later",
      inObject(
        "gra11/shop/deployment-web",
        ["spec", "template", "spec", "initContainers"],
        [{ name: "x", image: `${mirror}/quay.io/a/b:2` }],
      ),
      '"image quay.io/a/b:2" is used and not listed',
    ),
    bad(
      "a digest that no file names",
      bill(indexOf("docker.io/library/shop"), "hashes").to([{ alg: "SHA-256", content: "ab".repeat(32) }]),
      "is listed with another content",
      `used is ${"b2".repeat(32)}`,
    ),
    bad(
      "no digest where one is used",
      bill(indexOf("docker.io/library/shop"), "hashes").to(undefined),
      "is listed with another content: an unknown one",
    ),
    bad(
      "a chart in another version",
      inStack(operators, ["resource", "helm_release", "gateway", "version"], "1.9.1"),
      '"chart gateway-helm:1.9.1" is used and not listed',
    ),
    bad(
      "a provider in another version",
      inStack(operators, ["terraform", "required_providers", "ovh", "version"], "2.20.0"),
      '"provider ovh/ovh:2.20.0" is used and not listed',
    ),
    bad(
      "a chart of our own that was changed after it was listed",
      inObject("gra11/shop/config-web", ["data", "shop.conf"], "changed"),
      '"own chart gra11/shop" is listed with another content',
    ),
    bad(
      "something that is none of these",
      bill(components.length).to({ type: "firmware", name: "x", version: "1" }),
      '"firmware x:1" is listed and used by no file',
    ),
  ]);
});

describe("image-provenance: digests", () => {
  const web = "gra11/shop/Deployment/web";
  const where = ["spec", "template", "spec", "containers", 0, "image"] as const;
  const shop = (reference: string): Edit => inObject("gra11/shop/deployment-web", where, `${mirror}/${reference}`);
  const values = (text: string): Edit => inStack(operators, ["resource", "helm_release", "gateway", "values"], [text]);
  const release = `${operators}:helm_release.gateway/values`;
  const about = (object: string, name: string, edit: Edit, ...says: string[]): Row => ({
    name,
    edit,
    outcome: "fail",
    object,
    says,
  });
  const recorded = digests["docker.io/library/shop:1.2.3"];
  judges(imageProvenance, [
    {
      name: "nothing recorded",
      edit: all(inPlan(["environment", "digests"], undefined)),
      outcome: "undecided",
      object: "proef",
      says: ["registry.digests", "admission can't ask", "bestek images proef --mirror"],
    },
    about(web, "no digest", shop("docker.io/library/shop:1.2.3"), `names no digest, recorded is ${recorded}`),
    about(
      web,
      "another digest",
      shop(`docker.io/library/shop:1.2.3@sha256:${"00".repeat(32)}`),
      `names another content than was recorded: ${recorded}`,
    ),
    about(
      web,
      "an image that nobody copied",
      shop(`docker.io/library/other:1@${recorded}`),
      "was never recorded as copied",
      "bestek images proef --mirror",
    ),
    about(
      release,
      "a chart's values without the digest",
      values(`image:\n  registry: ${mirror}/docker.io\n  repository: example/proxy\n  tag: v1.9.0\n`),
      "names no digest",
    ),
    about(
      release,
      "an argument without the digest",
      values(`args: ["--proxy=${mirror}/docker.io/example/proxy:v1.9.0"]\n`),
      "names no digest",
    ),
    about(
      release,
      "a digest without the name of its hash, and another one",
      values(
        `image:\n  registry: ${mirror}/docker.io\n  repository: example/proxy\n  tag: v1.9.0\n  sha: ${"ef".repeat(32)}\n`,
      ),
      "names another content",
    ),
    {
      name: "a chart that can't name a digest",
      edit: all(
        values(
          `image: ${mirror}/docker.io/example/proxy:v1.9.0@${digests["docker.io/example/proxy:v1.9.0"]}\nown:\n  image: ${mirror}/docker.io/openpolicyagent/gatekeeper:v3.23.0\n`,
        ),
        overwrite(file, JSON.stringify(withGatekeeper(goodBill))),
      ),
      outcome: "pass",
      note: "named by its tag alone: its chart has one tag for two images",
    },
  ]);
});

describe("image-provenance: admission", () => {
  const object = "gra11/_cluster/BestekDigests/platform";
  const constraint = (path: readonly string[], value: Json | undefined): Edit =>
    inObject("gra11/foundation/digests", ["spec", ...path], value);
  const shop = `${mirror}/docker.io/library/shop`;
  const rows: readonly (readonly [string, Edit, string])[] = [
    ["nothing is denied", constraint(["enforcementAction"], "dryrun"), "does not deny"],
    ["an image is left out", constraint(["parameters", "digests", shop], undefined), "was recorded and is denied"],
    [
      "another content is let in",
      constraint(
        ["parameters", "digests", shop],
        [digests["docker.io/library/shop:1.2.3"], `sha256:${"00".repeat(32)}`],
      ),
      "is admitted and was never recorded",
    ],
    ["tags are let in", constraint(["parameters", "namedByTag"], [shop]), "can be named by digest"],
  ];
  judges(imageProvenance, [
    ...rows.map(([name, edit, said]): Row => ({ name, edit, outcome: "fail", object, says: [said] })),
    {
      name: "no constraint at a site",
      edit: withoutObject("gra11/foundation/digests"),
      outcome: "fail",
      object: "gra11",
      says: ["BestekDigests", "any content is admitted"],
    },
  ]);
});

/** The bill with Gatekeeper beside what else is used. */
function withGatekeeper(bill: Json): Json {
  const listed = isObject(bill) && isList(bill["components"]) ? bill["components"] : [];
  const gatekeeper = { type: "container", name: "docker.io/openpolicyagent/gatekeeper", version: "v3.23.0" };
  return change(bill, ["components", listed.length], gatekeeper);
}
