import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { extended, intranet } from "./customer-files";
import { installed, Repository, type Ended } from "./repository";

// Real processes take seconds; this is a bound on hanging, not a claim about speed.
jest.setTimeout(120_000);

let repository: Repository;
let synthesis: Ended;
const page = "environments/zuid.ts";
const file = (...parts: readonly string[]): string => join(repository.folder, ...parts);
const text = (...parts: readonly string[]): string => readFileSync(file(...parts), "utf8");

beforeAll(() => {
  repository = Repository.create("zuid");
  repository.put("services/intranet.ts", intranet);
  repository.put(page, extended(text(page)));
  synthesis = repository.bestek("synth");
});

afterAll(() => {
  repository.remove();
});

test("a customer's page, service, patch and stage satisfy the published types", () => {
  const compiler = join(installed, "node_modules/typescript-7/bin/tsc");
  expect(repository.node(compiler)).toEqual({ exitCode: 0, output: "", complaints: "" });
  repository.put("environments/wrong.ts", text(page).replace('"EU-WEST-PAR"', '"UK1"'));
  const { exitCode, output } = repository.node(compiler);
  expect({ failed: exitCode !== 0, output }).toEqual({
    failed: true,
    output: expect.stringContaining("Type '\"UK1\"'"),
  });
  repository.put("environments/wrong.ts", "export {};\n");
});

test("both stages are synthesized, without colour and with nothing to fail", () => {
  expect(synthesis).toMatchObject({ exitCode: 0, complaints: "" });
  expect(synthesis.output).toMatch(/^acceptance-zuid: done\nzuid: done\noutput: done\n▸ acceptance-zuid\n/);
  expect(synthesis.output).not.toMatch(/\u001b/);
  expect(readdirSync(file("out"))).toEqual(["acceptance-zuid", "zuid"]);
});

test("the customer's own service is deployed like any other, and patched", () => {
  const objects = (...parts: readonly string[]): string => join("out/zuid/charts/eu-west-par", ...parts);
  const deployment: unknown = parse(text(objects("intranet/objects/deployment-intranet-web.yaml")));
  expect(deployment).toMatchObject({
    metadata: { namespace: "intranet", annotations: { "bestek.eu/patched": "the customer keeps three revisions" } },
    spec: {
      revisionHistoryLimit: 3,
      template: {
        spec: { containers: [{ image: "registry.zuid.example.eu/code.example.eu/zuid/intranet:1.4.0" }] },
      },
    },
  });
  expect(existsSync(file(objects("foundation/objects/networkpolicy-intranet-default-deny.yaml")))).toBe(true);
  expect(existsSync(file(objects("files")))).toBe(false);
  expect(text("cdktf.out/stacks/zuid-presentation-eu-west-par/cdk.tf.json")).toContain('"name": "intranet"');
});

test("parts of bestek can be used alone, its inside can't", () => {
  repository.put(
    "parts.js",
    `const parts = ["", "/language", "/catalog", "/planning", "/charts", "/stacks", "/audit", "/constructs/kubernetes/content-hash"];
for (const part of parts) console.log(part, Object.keys(require("bestek" + part)).length > 0);
for (const part of ["/cli/run", "/dist/cli/run.js"]) {
  try { require("bestek" + part); } catch (error) { console.log(part, error.code); }
}
`,
  );
  expect(repository.node("parts.js")).toEqual({
    exitCode: 0,
    complaints: "",
    output: [
      " true",
      "/language true",
      "/catalog true",
      "/planning true",
      "/charts true",
      "/stacks true",
      "/audit true",
      "/constructs/kubernetes/content-hash true",
      "/cli/run ERR_PACKAGE_PATH_NOT_EXPORTED",
      "/dist/cli/run.js ERR_PACKAGE_PATH_NOT_EXPORTED",
      "",
    ].join("\n"),
  });
});
