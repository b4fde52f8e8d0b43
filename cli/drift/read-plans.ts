import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJson, type Json } from "../../audit";
import { isObject } from "../../audit/facts/json";
import { saysStandIn } from "../../review";
import type { RunTool } from "../run-tool";

/** What was read, or why nothing was. */
export type Read = { readonly kind: "read"; readonly json: Json } | { readonly kind: "unread"; readonly why: string };

export const unread = (why: string): Read => ({ kind: "unread", why });

/** The plan of a stack that somebody made: `<folder>/<stack>.json`, as `terraform show -json` prints it. */
export function planFrom(folder: string, stack: string): Read {
  const file = join(folder, `${stack}.json`);
  return existsSync(file) ? readJson(readFileSync(file, "utf8"), file) : unread(`there is no ${stack}.json`);
}

/** Asks the cloud what became of a stack's resources, and changes nothing. Initializes the stack where nobody has. */
export async function refreshOnlyPlan(run: RunTool, terraform: string, folder: string): Promise<Read> {
  const work = mkdtempSync(join(tmpdir(), "bestek-drift-"));
  const file = join(work, "plan");
  const step = (...words: readonly string[]) => run(terraform, [`-chdir=${folder}`, ...words]);
  try {
    if (!existsSync(join(folder, ".terraform"))) {
      const begun = await step("init", "-input=false", "-no-color");
      if (begun.code !== 0) return unread(`${terraform} init: ${reason(begun)}`);
    }
    const planned = await step("plan", "-refresh-only", "-input=false", "-lock=false", "-no-color", `-out=${file}`);
    if (planned.code !== 0) return unread(`${terraform} plan: ${reason(planned)}`);
    const shown = await step("show", "-json", file);
    if (shown.code !== 0) return unread(`${terraform} show: ${reason(shown)}`);
    const read = readJson(shown.output, "terraform show");
    return saysStandIn(planned.output + planned.complaints) ? marked(read) : read;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A plan that stand-ins made says so, as those do that were marked when they were kept. */
const marked = (read: Read): Read =>
  read.kind === "read" && isObject(read.json) ? { kind: "read", json: { ...read.json, standIn: true } } : read;

export function readJson(text: string, from: string): Read {
  try {
    return { kind: "read", json: toJson(JSON.parse(text)) };
  } catch {
    return unread(`${from} holds no JSON`);
  }
}

/** The first line that says what is wrong. */
export function reason({
  code,
  complaints,
}: {
  readonly code: number | undefined;
  readonly complaints: string;
}): string {
  if (code === undefined) return "is not on the path, or took too long";
  const lines = complaints
    .split("\n")
    .map((line) => line.replace(/^[│╷╵\s]+/, "").trim())
    .filter((line) => line !== "");
  return lines.find((line) => /^error/i.test(line)) ?? lines[0] ?? `ended with code ${String(code)}`;
}
