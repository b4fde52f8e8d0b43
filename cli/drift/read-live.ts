import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunTool } from "../run-tool";
import { readJson, reason, unread, type Read } from "./read-plans";

/** Objects of a site that somebody read: `<folder>/<site>.json`, and every JSON file below `<folder>/<site>`. */
export function liveFrom(folder: string, site: string): readonly Read[] {
  const below = join(folder, site);
  const files = [
    ...(existsSync(`${below}.json`) ? [`${below}.json`] : []),
    ...(existsSync(below)
      ? readdirSync(below, { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".json"))
          .sort()
          .map((name) => join(below, name))
      : []),
  ];
  return files.length === 0
    ? [unread(`there is no ${site}.json and no folder ${site}`)]
    : files.map((file) => readJson(readFileSync(file, "utf8"), file));
}

/** Objects of the given kinds in a cluster, with who set which field. */
export async function liveOf(run: RunTool, context: string, kinds: readonly string[]): Promise<Read> {
  const words = ["get", kinds.join(","), "--all-namespaces", "--show-managed-fields", "--output=json"];
  const ran = await run("kubectl", [`--context=${context}`, ...words]);
  return ran.code === 0 ? readJson(ran.output, "kubectl get") : unread(`kubectl get: ${reason(ran)}`);
}
