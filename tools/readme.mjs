// Writes into README.md the sample's page of facts and what its synthesis prints; `npm test` compares both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sample = "noveu-zuid";
const work = mkdtempSync(join(tmpdir(), "bestek-readme-"));
try {
  const folders = ["--out", join(work, "out"), "--cdktf-out", join(work, "cdktf.out")];
  const printed = execFileSync(process.execPath, ["dist/cli/main.js", "synth", sample, ...folders], {
    cwd: root,
    encoding: "utf8",
  });
  const report = printed
    .slice(printed.indexOf(`▸ ${sample}`))
    .trimEnd()
    .replace(/evidence in .*/, `evidence in out/${sample}`);
  const indented = report.replaceAll(/^(?=.)/gm, "    ");
  const facts = readFileSync(join(root, `environments/${sample}.ts`), "utf8");
  const readme = readFileSync(join(root, "README.md"), "utf8")
    .replace(new RegExp(`    ▸ ${sample}\\n(?:    .*\\n)+`), () => `${indented}\n`)
    .replace(/```ts\n[\s\S]*?```/, () => `\`\`\`ts\n${facts}\`\`\``);
  writeFileSync(join(root, "README.md"), readme);
} finally {
  rmSync(work, { recursive: true });
}
