import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { collectFacts, type Facts } from "../../audit";
import { writeCharts } from "../../charts";
import cloud from "../../environments/noveu-cloud";
import { defineEnvironment, shared, type Environment, type EnvironmentFacts } from "../../environments/schema";
import { canonicalJson, writeFootprints } from "../../output";
import { planEnvironment } from "../../planning/plan-environment";
import { installedFootprints } from "../../planning/flows";
import { synthesizeStacks } from "../../stacks/synthesize-stacks";

export interface TenantLine {
  readonly users: number;
  readonly cell?: number;
}

/** The sample's platform with tenants of one's own choice, each under a domain of its own. */
export const cloudWith = (
  tenants: Readonly<Record<string, TenantLine>>,
  changes: Partial<EnvironmentFacts> = {},
  cells = 4,
): Environment =>
  defineEnvironment({
    ...cloud.facts,
    tenancy: shared({
      customer: "Noveu",
      domain: "cloud.example.eu",
      cells,
      tenants: Object.fromEntries(
        Object.entries(tenants).map(([id, line]) => [
          id,
          { customer: id.toUpperCase(), domain: `${id}.example.eu`, ...line },
        ]),
      ),
    }),
    ...changes,
  });

/** Everything that one synthesis of an environment writes, by path. */
export interface Written {
  readonly files: ReadonlyMap<string, string>;
  readonly facts: Facts;
  readonly stacks: readonly { readonly name: string; readonly after: readonly string[] }[];
}

export function write(environment: Environment): Written {
  const folder = mkdtempSync(join(tmpdir(), "bestek-tenants-"));
  try {
    const out = join(folder, "out");
    const terraform = join(folder, "cdktf.out");
    const plan = planEnvironment(environment);
    const charts = writeCharts(environment, plan, join(out, "charts"));
    const stacks = synthesizeStacks({ environment, plan, charts, outdir: terraform });
    writeFootprints(join(out, "footprints"), installedFootprints(environment));

    writeFileSync(join(out, "plan.json"), canonicalJson(plan));
    return {
      files: new Map(filesBelow(folder).map((path) => [relative(folder, path), readFileSync(path, "utf8")])),
      facts: collectFacts({ terraform, output: out, environment: environment.name }),
      stacks,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
