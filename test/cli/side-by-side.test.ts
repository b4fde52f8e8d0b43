import { readdirSync } from "node:fs";
import { Interrupted, Interruption, interruptible } from "../../cli/interruption";
import { processesFor } from "../../cli/processes";
import { readRefusal, writeRefusal } from "../../cli/process-messages";
import { silently } from "../../cli/progress";
import { synth } from "../../cli/synth";
import { Refusal } from "../../language";
import { bestek, environmentProcess, folderWith, treeOf } from "./command";
import { page, smallSuite, type Changes } from "./environment-page";

// Real synthesis takes seconds; this is a bound on hanging, not a claim about speed.
jest.setTimeout(300_000);

const small: Changes = { suite: smallSuite() };
const good = (name: string): string => page(name, small);

/** Its patch matches nothing, which only synthesis can tell. */
const refused = (name: string): string =>
  page(name, {
    ...small,
    patches: `[{ kind: "Deployment", name: "nobody", reason: "none", operations: [{ op: "remove", path: "/spec" }] }]`,
  });

/** A page that does something where another process than this one reads it. */
const elsewhere = (name: string, does: string): string =>
  `if (process.argv[1]?.endsWith("environment-process.js")) { ${does} }\n${good(name)}`;

/** A folder with a page for each name. */
const folderOf = (pages: Readonly<Record<string, string>>): string =>
  folderWith(Object.fromEntries(Object.entries(pages).map(([name, text]) => [`environments/${name}.ts`, text])));

const entriesOf = (folder: string): readonly string[] => readdirSync(folder).sort();

test("environments of other processes are the same bytes, and are told in the same order", async () => {
  const pages = { noord: good("noord"), zuid: good("zuid") };
  const [here, there] = [folderOf(pages), folderOf(pages)];
  const one = await bestek(["synth"], { folder: here });
  const several = await bestek(["synth"], { folder: there, most: 2 });
  expect(several).toEqual(one);
  expect(one.output).toMatch(/^noord: done\nzuid: done\noutput: done\n▸ noord\n[^]*▸ zuid\n/);
  expect(treeOf(there)).toEqual(treeOf(here));
  expect(entriesOf(there)).toEqual(["cdktf.out", "environments", "out"]);
});

test("every refusal is told at once, that of a process which died among them, and nothing is written", async () => {
  const folder = folderOf({
    noord: refused("noord"),
    oost: elsewhere("oost", 'process.kill(process.pid, "SIGKILL");'),
    west: good("west"),
    zuid: refused("zuid"),
  });
  const before = treeOf(folder);
  const { exitCode, output, complaints } = await bestek(["synth"], { folder, most: 2 });
  expect({ exitCode, output }).toEqual({
    exitCode: 1,
    output: "noord: refused\noost: refused\nwest: done\nzuid: refused\noutput: refused\n",
  });
  const patch = (name: string): readonly string[] => [
    `environment "${name}" is refused: 1 mistake`,
    '✖ patches.0: "Deployment/nobody" matches no object',
    "  → look up kind and name below out/<environment>/charts, or remove the patch",
    `  in environments/${name}.ts`,
    "",
  ];
  expect(complaints.split("\n")).toEqual([
    ...patch("noord"),
    'environment "oost" is refused: 1 mistake',
    '✖ the process that synthesized it: "SIGKILL" ended it before it was done',
    "  → if the machine was short of memory, synthesize fewer environments at once, such as: bestek synth oost",
    "  in environments/oost.ts",
    "",
    ...patch("zuid"),
  ]);
  expect(treeOf(folder)).toEqual(before);
  expect(entriesOf(folder)).toEqual(["environments"]);
});

test("one environment stays in this process", async () => {
  const folder = folderOf({ zuid: elsewhere("zuid", "process.exit(7);") });
  expect(await bestek(["synth"], { folder, most: 2 })).toMatchObject({ exitCode: 0, complaints: "" });
});

test("a process that ends by itself is named as well, and one that has too little to do is ended", async () => {
  const folder = folderOf({ noord: elsewhere("noord", "process.exit(7);"), zuid: good("zuid") });
  const { exitCode, complaints } = await bestek(["synth", "noord", "zuid"], { folder, most: 8 });
  expect(exitCode).toBe(1);
  expect(complaints).toMatch(/^environment "noord" is refused: 1 mistake\n.*"exit code 7" ended it before/);
});

test("an interruption ends the processes that are at work, and leaves nothing behind", async () => {
  // It would never end by itself.
  const forever = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);";
  const folder = folderOf({ noord: good("noord"), zuid: elsewhere("zuid", forever) });
  const interruption = new Interruption();
  const ran = synth({
    workingFolder: folder,
    environments: [],
    out: "out",
    cdktfOut: "cdktf.out",
    progress: interruptible(async ([first, ...others]) => {
      await first?.run();
      const rest = silently(others);
      setImmediate(() => {
        interruption.hear("SIGINT");
      });
      await rest;
    }, interruption),
    lock: "record",
    processes: { most: 2, program: environmentProcess },
  });
  await expect(ran).rejects.toThrow(Interrupted);
  expect(entriesOf(folder)).toEqual(["environments"]);
});

test("a refusal says the same when it comes from another process", () => {
  const mistake = { where: "a", why: "is wrong", wayOut: "mend it" };
  const values = ["text", 7, undefined, null, { deep: [1, { toJSON: () => "short" }] }, () => undefined];
  const refusal = new Refusal(
    "it",
    values.map((value) => ({ ...mistake, value })),
  );
  const message: ReturnType<typeof writeRefusal> = JSON.parse(JSON.stringify(writeRefusal(refusal)));
  expect(readRefusal(message).message).toBe(refusal.message);
});

test("as many processes as cores, where each has its memory, and one at least", () => {
  const gibibytes = (count: number): number => count * 2 ** 30;
  expect([
    processesFor(2, gibibytes(16)),
    processesFor(64, gibibytes(16)),
    processesFor(8, gibibytes(0.5)),
    processesFor(1, gibibytes(16)),
  ]).toEqual([2, 16, 1, 1]);
});
