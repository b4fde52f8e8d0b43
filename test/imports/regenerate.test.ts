import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const tool = join(__dirname, "../../tools/bindings/generate.mjs");

function generate(...options: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...options], { encoding: "utf8" });
  return { status, text: stdout + stderr };
}

/** For each part what is missing to generate it here, null when nothing. The tool itself knows. */
const missing = z.record(z.string(), z.nullable(z.string())).parse(JSON.parse(generate("--missing").text));

for (const [part, reason] of Object.entries(missing)) {
  if (reason === null) {
    test(`generating ${part} gives the committed bytes`, () => {
      const { status, text } = generate("--check", "--only", part);
      expect(text).toMatch(/: [1-9]\d* files, 0 differ\n$/);
      expect(status).toBe(0);
    }, 60_000);
  } else {
    test.skip(`generating ${part} gives the committed bytes (skipped: ${reason})`, () => undefined);
  }
}

const reason = missing["custom-resources"];
if (reason === null) {
  test("the check names a file that was edited, one that is missing and one that nothing generates", () => {
    const root = mkdtempSync(join(tmpdir(), "bindings-"));
    const part = ["--only", "custom-resources", "--root", root];
    const folder = "imports/custom-resources/velero";
    try {
      expect(generate(...part).status).toBe(0);
      expect(generate("--check", ...part).status).toBe(0);
      appendFileSync(join(root, folder, "schedule.ts"), "\n");
      rmSync(join(root, folder, "backup-storage-location.ts"));
      writeFileSync(join(root, folder, "stray.ts"), "");
      const { status, text } = generate("--check", ...part);
      expect(status).toBe(1);
      for (const name of ["schedule.ts", "backup-storage-location.ts", "stray.ts"]) {
        expect(text).toContain(`${folder}/${name} is not what the schemas give`);
      }
      expect(text).toMatch(/, 3 differ\n/);
    } finally {
      rmSync(root, { recursive: true });
    }
  }, 60_000);
} else {
  test.skip(`the check names each file that differs (skipped: ${String(reason)})`, () => undefined);
}
