import { findPart, type PartSource } from "../../../simulation/parts/part";
import { cache } from "./cache";
import { notTried } from "./not-tried";

/**
 * Declares tests that need `sources`, and hands them the folder of each. Where one is missing they are not tried.
 */
export function withParts<N extends string>(
  title: string,
  sources: Readonly<Record<N, PartSource>>,
  declare: (folderOf: (part: N) => string) => void,
): void {
  const folders = new Map<string, string>();
  const missing: string[] = [];
  for (const [name, source] of Object.entries<PartSource>(sources)) {
    const part = findPart(source, cache);
    switch (part.kind) {
      case "had":
        folders.set(name, part.folder);
        break;
      case "missing":
        missing.push(part.why);
    }
  }
  const folderOf = (part: N): string => {
    const folder = folders.get(part);
    if (folder === undefined) throw new Error(`${part} is missing`);
    return folder;
  };
  if (missing.length === 0) {
    describe(title, () => {
      declare(folderOf);
    });
    return;
  }
  notTried(title, missing.join("\n"));
}
