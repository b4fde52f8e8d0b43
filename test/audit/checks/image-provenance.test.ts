import { imageProvenance } from "../../../audit/checks/image-provenance";
import { isList, isObject, type Json } from "../../../audit/facts/json";
import { operators } from "../fixture/good-stacks";
import { change, inObject, inStack, nothing, overwrite, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";
import { goodBill } from "../fixture/write-output";
import { mirror } from "../fixture/good-plan";

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
      "used is an unknown one",
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
