import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../../audit/facts";

/** What a program says of files with these contents, by their names. */
export function loaded(program: string, contents: Readonly<Record<string, Json>>): readonly string[] {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-loaded-"));
  try {
    const files = Object.entries(contents).map(([name, content], index) => {
      const file = join(folder, `${String(index)}.yaml`);
      // JSON is YAML.
      writeFileSync(file, JSON.stringify(content));
      return [name, file] as const;
    });
    const { stdout, stderr, error } = spawnSync(
      program,
      files.map(([, file]) => file),
      { encoding: "utf8", maxBuffer: 2 ** 26 },
    );
    if (error !== undefined) throw error;
    const said = files.reduce((text, [name, file]) => text.replaceAll(file, name), `${stdout}${stderr}`);
    return said.trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
