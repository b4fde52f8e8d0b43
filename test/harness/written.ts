import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { deserialize, serialize } from "node:v8";
import { collectFacts, withBillOfMaterials, type Facts } from "../../audit";
import { writeCharts } from "../../charts";
import cloud from "../../environments/noveu-cloud";
import eigen from "../../environments/noveu-eigen";
import noord from "../../environments/noveu-noord";
import oost from "../../environments/noveu-oost";
import rijk from "../../environments/noveu-rijk";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { billOfMaterials, canonicalJson, writeFootprints } from "../../output";
import { planEnvironment } from "../../planning";
import { installedFootprints } from "../../planning/flows";
import { synthesizeStacks, type SynthesizedStack } from "../../stacks";
import { runFolder } from "./run-folder";

/** What one synthesis of an environment writes. */
export interface Written {
  readonly stacks: readonly SynthesizedStack[];
  /** The text of a file by its path, `out/…` or `cdktf.out/…`. */
  readonly file: (path: string) => string;
  /** Every file by its path; read when asked for. */
  readonly files: ReadonlyMap<string, string>;
  /** What the audit collects from the files; read when asked for. */
  readonly facts: Facts;
}

/** Functions of a suite can't be told apart from outside, so that a suite is known by the sample it comes from. */
const suites = new Map(
  [cloud, eigen, noord, oost, rijk, west, zuid].map(({ name, facts }) => [facts.suite, name] as const),
);

/**
 * Synthesizes an environment, once in a run of all tests: several files judge the same one, and each would take seconds to write it anew. What has a suite
 * of its own is written each time.
 */
export function written(environment: Environment): Written {
  const run = process.env[runFolder];
  const suite = suites.get(environment.facts.suite);
  if (run === undefined || suite === undefined) return writtenAlone(environment);
  const key = createHash("sha256")
    .update(serialize({ ...environment.facts, suite }))
    .digest("hex");
  const folder = join(run, key);
  if (!existsSync(folder)) {
    inFreshFolder((fresh) => {
      keepIn(join(fresh, "stacks"), write(environment, fresh));
      moveTo(folder, fresh);
    }, run);
  }
  const stacks: Written["stacks"] = deserialize(readFileSync(join(folder, "stacks")));
  const files = once(() => textsIn(folder));
  const facts = once((): Facts => {
    const kept = join(folder, "facts");
    if (!existsSync(kept)) keepIn(kept, collected(environment, folder));
    const read: Facts = deserialize(readFileSync(kept));
    return read;
  });
  return {
    stacks,
    file: (path) => readFileSync(join(folder, path), "utf8"),
    get files() {
      return files();
    },
    get facts() {
      return facts();
    },
  };
}

function writtenAlone(environment: Environment): Written {
  return inFreshFolder((folder) => {
    const stacks = write(environment, folder);
    const texts = textsIn(folder);
    const facts = collected(environment, folder);
    return {
      stacks,
      file: (path) => {
        const text = texts.get(path);
        if (text === undefined) throw new Error(`no file ${path} among ${[...texts.keys()].join(", ")}`);
        return text;
      },
      files: texts,
      facts,
    };
  }, tmpdir());
}

/** Writes as `bestek synth` does, but for what it tells people: `out` is the environment's own folder. */
function write(environment: Environment, folder: string): readonly SynthesizedStack[] {
  const out = join(folder, "out");
  const plan = planEnvironment(environment);
  const charts = writeCharts(environment, plan, join(out, "charts"));
  const stacks = synthesizeStacks({ environment, plan, charts, outdir: join(folder, "cdktf.out") });
  writeFootprints(join(out, "footprints"), installedFootprints(environment));
  writeFileSync(join(out, "plan.json"), canonicalJson(plan));
  return stacks;
}

function collected(environment: Environment, folder: string): Facts {
  const output = join(folder, "out");
  const folders = { terraform: join(folder, "cdktf.out"), output, environment: environment.name };
  const facts = collectFacts(folders);
  writeFileSync(join(output, "bom.cdx.json"), canonicalJson(billOfMaterials(facts)));
  return withBillOfMaterials(facts, folders);
}

const textsIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    ["out", "cdktf.out"]
      .flatMap((part) => readdirSync(join(folder, part), { recursive: true, withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Others may read while one writes: a file is there whole or not at all. */
function keepIn(file: string, value: unknown): void {
  const beginning = `${file}.${String(process.pid)}`;
  writeFileSync(beginning, serialize(value));
  renameSync(beginning, file);
}

/** Another worker may have been first; what it wrote is the same. */
function moveTo(folder: string, fresh: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function inFreshFolder<T>(work: (folder: string) => T, place: string): T {
  const folder = mkdtempSync(join(place, "bestek-written-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
