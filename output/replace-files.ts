import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { realPath } from "./real-path";
import { swapIn } from "./swap";

/** Writes files, all or none, below a folder: a reader meets the old text or the new one, never a half. */
export function replaceFiles(folder: string, texts: Readonly<Record<string, string>>): void {
  const real = realPath(folder);
  mkdirSync(real, { recursive: true });
  const root = mkdtempSync(join(real, ".bestek-"));
  try {
    const files = Object.entries(texts).map(([path, text], index) => {
      const from = join(root, String(index));
      writeFileSync(from, text);
      const to = realPath(join(real, path));
      mkdirSync(dirname(to), { recursive: true });
      return { from, to };
    });
    swapIn(files);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
