import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv, type AnySchema } from "ajv";
import { z } from "zod";
import zuid from "../../environments/noveu-zuid";
import { billOfMaterials, canonicalJson } from "../../output";
import { factsAfter } from "../audit/fixture/facts-after";
import { all, inObject, nothing } from "../audit/fixture/output";
import { mirror } from "../audit/fixture/good-plan";
import { written } from "../harness/written";

jest.setTimeout(120_000);

const schemas = join(dirname(require.resolve("@cyclonedx/cyclonedx-library/package.json")), "res/schema");
const schema = (name: string): AnySchema =>
  z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8")));

/** As strict as the schema is; four kinds of text that it names are not looked into, and none of ours is any of them. */
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { "date-time": true, "idn-email": true, "iri-reference": true, uri: true },
});
for (const name of ["spdx", "jsf-0.82"]) {
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
}
const validate = ajv.compile(schema("bom-1.6"));
const mistakes = (bill: unknown): unknown => (validate(bill) ? [] : validate.errors);

const shopImage = ["spec", "template", "spec", "containers", 0, "image"] as const;
const digest = "cd".repeat(32);
const pinned = inObject(
  "gra11/shop/deployment-web",
  shopImage,
  `${mirror}/docker.io/library/shop:1.2.3@sha256:${digest}`,
);

test("the bill of a whole environment is CycloneDX 1.6", () => {
  const bill = written(zuid).facts.billOfMaterials;
  expect(mistakes(bill)).toEqual([]);
  expect(JSON.stringify(bill)).toContain("pkg:oci/keycloak?repository_url=quay.io/keycloak/keycloak&tag=26.7.3");
});

test.each([
  ["a licence that SPDX doesn't know", { licenses: [{ license: { id: "Mine-1.0" } }] }],
  ["a digest that is cut off", { hashes: [{ alg: "SHA-256", content: "abcd" }] }],
  ["a type that doesn't exist", { type: "image" }],
])("the schema notices %s", (_, wrong) => {
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ type: "container", name: "x", ...wrong }],
  };
  expect(mistakes(bill)).not.toEqual([]);
});

test("images are named by package URL, with digest, licence and origin as far as they are known", () => {
  const bill = billOfMaterials(factsAfter(pinned));
  expect(mistakes(bill)).toEqual([]);
  expect(bill).toMatchObject({
    components: expect.arrayContaining([
      {
        "bom-ref": "image/docker.io/library/shop:1.2.3",
        type: "container",
        name: "docker.io/library/shop",
        version: "1.2.3",
        purl: `pkg:oci/shop@sha256%3A${digest}?repository_url=docker.io/library/shop&tag=1.2.3`,
        hashes: [{ alg: "SHA-256", content: digest }],
        properties: [
          { name: "bestek:country-of-origin", value: "unknown" },
          { name: "bestek:licence", value: "unknown" },
          { name: "bestek:published-contents", value: "unknown" },
          { name: "bestek:signature", value: "unknown" },
        ],
      },
    ]),
  });
});

test("what the catalogue knows of a supplier is said", () => {
  const collabora = inObject("gra11/shop/deployment-web", shopImage, `${mirror}/docker.io/collabora/code:26.04.3.1.1`);
  const bill = canonicalJson(billOfMaterials(factsAfter(collabora)));
  expect(bill).toContain('"name": "Collabora Productivity"');
  expect(bill).toContain('"country": "GB"');
  expect(bill).toContain('"id": "MPL-2.0"');
});

test("the same files give the same bytes, others another serial number", () => {
  const textOf = (edit: typeof nothing): string => canonicalJson(billOfMaterials(factsAfter(edit)));
  const serial = (text: string): string | undefined => /urn:uuid:[0-9a-f-]{36}/.exec(text)?.[0];
  expect(textOf(nothing)).toBe(textOf(all()));
  expect(serial(textOf(pinned))).not.toBe(serial(textOf(nothing)));
  expect(textOf(nothing)).not.toMatch(/timestamp/);
});
