import { resolveNs } from "node:dns/promises";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { toolRunner, type RunTool } from "../run-tool";

/** What can be asked of the machine and the network around a command. */
export interface World {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly run: RunTool;
  /** True where a program of this name lies on the path. */
  readonly has: (program: string) => boolean;
  /** Name servers of a zone; an error code where there are none. */
  readonly nameServers: (zone: string) => Promise<readonly string[] | { readonly code: string }>;
  /** Status with which an address answers a stranger; undefined where nothing does. */
  readonly answer: (url: string) => Promise<number | undefined>;
}

/** Longest wait for one answer over the network. */
const patience = 10_000;

export const theWorld = (variables: World["variables"]): World => ({
  variables,
  run: toolRunner(variables),
  has: (program) =>
    (variables["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && isExecutable(join(folder, program))),
  nameServers: async (zone) => {
    try {
      return await resolveNs(zone);
    } catch (error) {
      return { code: typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown" };
    }
  },
  answer: async (url) => {
    try {
      const { status } = await fetch(url, {
        method: "HEAD",
        redirect: "manual",
        signal: AbortSignal.timeout(patience),
      });
      return status;
    } catch {
      return undefined;
    }
  },
});

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
