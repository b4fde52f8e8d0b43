import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../language";
import { lockPath } from "../lock";
import type { LoadedEnvironment } from "./load-environments";

const ending = ".lock.json";

/** Refuses locks whose environment is gone: a file that was deleted or renamed destroys nothing, it only loses sight of it. */
export function refuseOrphans(workingFolder: string, loaded: readonly LoadedEnvironment[]): void {
  const folder = join(workingFolder, "environments");
  const names = new Set(loaded.map(({ environment }) => environment.name));
  const orphans = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .filter((name) => !names.has(name))
    .sort();
  if (orphans.length === 0) return;
  throw new Refusal(
    "the set of environments",
    orphans.map((name) => ({
      where: lockPath(name),
      value: name,
      why: "is the lock of an environment that no file defines any more",
      wayOut: `put the environment back under this name; if all its stacks are destroyed ("cdktf destroy '${name}-*'"), delete the lock`,
    })),
  );
}
