import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Synthesizes an environment so often: the median of seconds, and of the most memory in MiB that the process ever had. */
export function wholeProcess(name, folder, runs) {
  // The child prints its own peak memory when it ends; the operating system counted it.
  const report = join(folder, "report.cjs");
  writeFileSync(
    report,
    'process.on("exit", () => require("node:fs").writeSync(2, `maxRSS ${process.resourceUsage().maxRSS}\\n`));',
  );
  const folders = ["--out", join(folder, "out"), "--cdktf-out", join(folder, "cdktf.out")];
  const words = ["--require", report, "dist/cli/main.js", "synth", name, ...folders];
  const results = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    const child = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
    if (child.status !== 0) throw new Error(child.stdout + child.stderr);
    const peak = Number(/maxRSS (\d+)/.exec(child.stderr)?.[1]) / 1024;
    return { seconds: Number(process.hrtime.bigint() - start) / 1e9, peak };
  });
  return { seconds: median(results.map(({ seconds }) => seconds)), peak: median(results.map(({ peak }) => peak)) };
}
