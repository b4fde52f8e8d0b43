import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { controlPlanePart, kwokPart } from "../../../simulation";
import { isAlive } from "../../../simulation/parts/process-folders";
import { deadProcess } from "../../simulation/parts/dead-process";
import { bestek, folderWith } from "../command";
import { page } from "../environment-page";
import { interrupt, type Interruptee } from "./interrupted-command";

jest.setTimeout(120_000);

let folder: string;
let place: string;
let started: string;

beforeAll(async () => {
  folder = folderWith({
    "environments/zuid.ts": page("zuid", { suite: 'noveu({ without: ["mail", "files", "chat"] })' }),
  });
  expect(await bestek(["synth", "--json"], { folder })).toMatchObject({ exitCode: 0 });
});

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "bestek-interruption-"));
  started = join(place, "started");
});

afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

/** A program that says its process, and then does nothing until it is ended. */
function idler(file: string): void {
  writeFileSync(file, `#!/bin/sh\necho $$ >>"${started}"\nexec sleep 600\n`);
  chmodSync(file, 0o755);
}

const processes = (): readonly number[] =>
  existsSync(started) ? readFileSync(started, "utf8").trim().split("\n").map(Number) : [];

const simulation = (variables: Readonly<Record<string, string>> = {}): Interruptee => ({
  folder,
  words: ["simulate", "zuid"],
  variables: { XDG_CACHE_HOME: join(place, "cache"), ...variables },
  temporary: join(place, "tmp"),
});

/** Parts whose programs start and never get ready. */
function idleParts(): void {
  const cache = join(place, "cache/bestek");
  const [plane, kwok] = [controlPlanePart(resolve(".")), kwokPart(resolve("."))].map(({ name, version }) =>
    join(cache, `${name}-${version}`),
  );
  for (const part of [plane, kwok]) mkdirSync(part ?? "", { recursive: true });
  for (const program of ["etcd", "kube-apiserver"]) idler(join(plane ?? "", program));
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends a simulation with %i, with its programs and its folder", async (signal, exitCode) => {
  idleParts();
  const ended = await interrupt(simulation(), signal, () => processes().length === 2);
  expect(ended).toEqual({ exitCode, signal: null, left: [], complaints: "interrupted; nothing was changed\n" });
  expect(processes().map(isAlive)).toEqual([false, false]);
});

test("what a simulation that was killed left goes when the next one starts, and what is another's stays", async () => {
  idleParts();
  const killed = await interrupt(simulation(), "SIGKILL", () => processes().length === 2);
  expect(killed).toMatchObject({
    signal: "SIGKILL",
    left: [expect.stringMatching(/^bestek-simulation-\d+-[A-Za-z0-9]{6}$/)],
  });
  const others = [`bestek-simulation-${String(process.pid)}-abcdef`, `bestek-plan-${String(deadProcess())}-abcdef`];
  for (const name of others) mkdirSync(join(place, "tmp", name));
  const next = await interrupt(simulation(), "SIGTERM", () => processes().length === 4);
  expect(next).toMatchObject({ exitCode: 143, left: others.sort() });
});

test("a signal ends a compiler too, and what it has made", async () => {
  mkdirSync(join(place, "bin"));
  idler(join(place, "bin/go"));
  const path = [join(place, "bin"), process.env["PATH"] ?? ""].join(delimiter);
  const ended = await interrupt(simulation({ PATH: path }), "SIGTERM", () => processes().length === 1);
  expect(ended).toMatchObject({ exitCode: 143, left: [] });
  expect(readdirSync(join(place, "cache/bestek"))).toEqual([]);
  expect(processes().map(isAlive)).toEqual([false]);
});
