import { readdirSync } from "node:fs";
import { join } from "node:path";
import { importTable, violations, violationsOfFile } from "./architecture/import-rules";

const root = join(__dirname, "..");

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "lib" ? [] : filesBelow(path);
    return path.endsWith(".ts") ? [path] : [];
  });

const present = readdirSync(root).filter((name) => name in importTable);
const files = present.flatMap(filesBelow);

test("every folder of the table that exists holds files", () => {
  expect(present).toEqual(
    expect.arrayContaining(["language", "catalog", "suites", "environments", "planning", "constructs", "charts"]),
  );
  expect(files.length).toBeGreaterThan(100);
});

test("imports point upstream only", () => {
  expect(files.flatMap((file) => violationsOfFile(root, file))).toEqual([]);
});

describe("a violating file is caught", () => {
  test.each([
    [
      "catalog/regions/ovh.ts",
      'import { plan } from "../../planning/plan-environment";',
      "catalog may import language",
    ],
    ["language/plan.ts", 'import type { Region } from "../catalog";', "language may import nothing"],
    ["audit/facts.ts", 'import { placeBuckets } from "../planning/placement";', "audit may import language, catalog"],
    [
      "constructs/application/x.ts",
      'import { mail } from "../../suites/noveu/mail";',
      "constructs may import language, catalog, planning, imports",
    ],
    [
      "planning/x.ts",
      'export { y } from "../charts/render";',
      "planning may import language, catalog, suites, environments",
    ],
    ["charts/x.ts", 'const stack = await import("../stacks/stack");', "charts may import"],
    ["stacks/x.ts", 'import { App } from "cdktf";\nimport { Chart } from "cdk8s";', "imports cdktf and cdk8s"],
    [
      "stacks/x.ts",
      'import { Release } from "@cdktf/provider-helm/lib/release";\nimport { k8s } from "cdk8s-plus-28";',
      "imports cdktf and cdk8s",
    ],
    ["stacks/x.ts", 'import { release } from "@cdktf/provider-helm";', "import one resource"],
  ])("%s: %s", (path, source, message) => {
    expect(violations(path, source).join("\n")).toContain(message);
  });

  test("a file that keeps the rules is not", () => {
    expect(
      violations(
        "charts/x.ts",
        'import { k8s } from "cdk8s-plus-28";\nimport { a } from "../planning/a";\nimport { b } from "./b";',
      ),
    ).toEqual([]);
  });
});
