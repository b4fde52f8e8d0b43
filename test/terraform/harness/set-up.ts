import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "./prepare";
import { tierVariable, type Tier } from "./tier";

/** Runs once before all tests of this tier; says what stands in for what. */
export default async function setUp(): Promise<void> {
  process.env["CDKTN_DISABLE_CREATION_STACK"] = "1";
  const work = mkdtempSync(join(realpathSync(tmpdir()), "bestek-terraform-"));
  const tier = await prepare(work);
  const file = join(work, "tier.json");
  writeFileSync(file, JSON.stringify(tier));
  process.env[tierVariable] = file;
  process.stderr.write(`\n${describe(tier).join("\n")}\n`);
}

function describe(tier: Tier): readonly string[] {
  switch (tier.kind) {
    case "ready":
      return [
        `${tier.core.program} ${tier.core.version}; providers are stand-ins that serve schemas of ${tier.schemas.all}:`,
        `  ${Object.entries(tier.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(", ")}`,
        ...tier.samples.map(({ name, stacks }) => `  ${name}: ${String(stacks.length)} stacks`),
      ];
    case "missing":
      return [
        `the offline Terraform tier ${process.env["CI"] === undefined ? "is skipped" : "fails"}:`,
        ...tier.reasons.map((reason) => `  ${reason.replaceAll("\n", "\n  ")}`),
      ];
  }
}
