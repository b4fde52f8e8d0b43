import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { bestek, folderWith, put, treeOf, type Ran } from "./command";
import { page, smallSuite } from "./environment-page";

// Real synthesis takes seconds; this is a bound on hanging, not a claim about speed.
jest.setTimeout(120_000);

const small = { suite: smallSuite() };
const both = { "environments/noord.ts": page("noord", small), "environments/zuid.ts": page("zuid", small) };

let first: { readonly folder: string; readonly ran: Ran };

beforeAll(async () => {
  const folder = folderWith(both);
  first = { folder, ran: await bestek(["synth", "--json"], { folder }) };
});

/** A folder in which both environments have been synthesized. */
function synthesized(): string {
  const folder = folderWith({});
  cpSync(first.folder, folder, { recursive: true });
  return folder;
}

const synthesis = z.object({
  environments: z.array(
    z.object({
      name: z.string(),
      folder: z.string(),
      stacks: z.array(z.object({ name: z.string(), resources: z.number() })),
      objects: z.number(),
      findings: z.object({ failed: z.number() }),
    }),
  ),
});

const manifest = z.object({ stacks: z.record(z.string(), z.unknown()) });

const stacksIn = (folder: string): readonly string[] => readdirSync(join(folder, "cdktf.out/stacks")).sort();

test("a synthesis writes every environment, sums it up and is the same wherever it is done", async () => {
  const { folder: here, ran } = first;
  const there = folderWith(both);
  const { environments } = synthesis.parse(JSON.parse(ran.output));
  expect({ ...ran, output: "" }).toEqual({ exitCode: 0, output: "", complaints: "" });
  expect(environments.map(({ name, folder }) => [name, folder])).toEqual([
    ["noord", "out/noord"],
    ["zuid", "out/zuid"],
  ]);

  const tree = treeOf(here);
  for (const { name, stacks, objects, findings } of environments) {
    expect(stacks.map((stack) => stack.name).sort()).toEqual(stacksIn(here).filter((stack) => stack.startsWith(name)));
    expect(stacks.every((stack) => stack.name.startsWith(`${name}-`) && stack.resources > 0)).toBe(true);
    const files = Object.keys(tree).filter(
      (file) => file.startsWith(`out/${name}/charts/`) && file.includes("/objects/"),
    );
    expect(files).toHaveLength(objects);
    expect(Object.keys(tree)).toEqual(
      expect.arrayContaining(["plan", "facts", "evidence"].map((file) => `out/${name}/${file}.json`)),
    );
    expect(findings.failed).toBe(0);
  }
  expect(Object.keys(manifest.parse(JSON.parse(tree["cdktf.out/manifest.json"] ?? "")).stacks)).toEqual(stacksIn(here));

  expect((await bestek(["synth", "--out", "./out"], { folder: there })).exitCode).toBe(0);
  expect(treeOf(there)).toEqual(tree);
  const places = Object.entries(tree).filter(([, text]) => text.includes(here) || text.includes(".bestek-"));
  expect(places.map(([file]) => file)).toEqual([]);
  expect(readdirSync(here).sort()).toEqual(["cdktf.out", "environments", "out"]);
});

test("one environment replaces its own output alone; all of them let go of what is no longer there", async () => {
  const folder = synthesized();
  const before = treeOf(folder);

  put(folder, {
    "environments/zuid.ts": page("zuid", { ...small, runner: '{ network: "198.51.100.8/32" }' }),
    "environments/broken.ts": "no",
  });
  // What Terraform downloaded beside a stack, and a state it could not push.
  put(folder, { [`cdktf.out/stacks/${stacksIn(folder)[0] ?? ""}/.terraform/lock`]: "kept" });
  const ran = await bestek(["synth"], { folder, variables: { BESTEK_ENVIRONMENT: "zuid" } });
  expect(ran).toMatchObject({ exitCode: 0, complaints: "" });
  expect(ran.output).toMatch(/^zuid: done\noutput: done\n▸ zuid\n/);
  const after = treeOf(folder);
  const changed = Object.keys({ ...before, ...after }).filter((file) => before[file] !== after[file]);
  expect(changed.some((file) => file.startsWith("cdktf.out/stacks/zuid-infrastructure"))).toBe(true);
  expect(
    changed.filter(
      (file) =>
        !/^(out\/zuid\/|cdktf\.out\/stacks\/zuid-|environments\/|cdktf\.out\/stacks\/.*\/\.terraform\/)/.test(file),
    ),
  ).toEqual([]);
  expect(after[`cdktf.out/stacks/${stacksIn(folder)[0] ?? ""}/.terraform/lock`]).toBe("kept");

  rmSync(join(folder, "environments/broken.ts"));
  rmSync(join(folder, "environments/noord.ts"));
  const orphan = await bestek(["synth"], { folder });
  expect(orphan.exitCode).toBe(1);
  expect(orphan.complaints).toContain(
    'environments/noord.lock.json: "noord" is the lock of an environment that no file',
  );
  rmSync(join(folder, "environments/noord.lock.json"));
  expect((await bestek(["synth"], { folder })).exitCode).toBe(0);
  expect(readdirSync(join(folder, "out"))).toEqual(["zuid"]);
  expect(stacksIn(folder).filter((stack) => !stack.startsWith("zuid-"))).toEqual([]);
});

test("a refusal in the middle leaves the old output byte for byte, and nothing half-written", async () => {
  const folder = synthesized();
  const before = treeOf(folder);
  const patch =
    '[{ kind: "Deployment", name: "nobody", reason: "none", operations: [{ op: "remove", path: "/spec" }] }]';
  put(folder, { "environments/zuid.ts": page("zuid", { ...small, patches: patch }) });
  expect(await bestek(["synth"], { folder })).toEqual({
    exitCode: 1,
    output: "noord: done\nzuid: refused\noutput: refused\n",
    complaints: [
      'environment "zuid" is refused: 1 mistake',
      '✖ patches.0: "Deployment/nobody" matches no object',
      "  → look up kind and name below out/<environment>/charts, or remove the patch",
      "  in environments/zuid.ts",
      "",
    ].join("\n"),
  });
  expect(treeOf(folder)).toEqual({ ...before, "environments/zuid.ts": page("zuid", { ...small, patches: patch }) });
  expect(readdirSync(folder).sort()).toEqual(["cdktf.out", "environments", "out"]);
});

test("a folder with files of others is never replaced", async () => {
  const folder = folderWith({ ...both, "src/app.ts": "mine" });
  const ran = await bestek(["synth", "--out", "src", "--cdktf-out", "."], { folder });
  expect(ran.exitCode).toBe(1);
  expect(ran.complaints).toContain('src" holds "app.ts", which bestek did not write and would delete');
  expect(ran.complaints).toContain("encloses the working folder");
  expect(existsSync(join(folder, "src/app.ts"))).toBe(true);
});

test("the audit of a changed output fails with the object and the reason", async () => {
  const folder = synthesized();
  const clean = await bestek(["audit", "zuid", "--json"], { folder });
  expect(clean.exitCode).toBe(0);
  expect(clean.output).toBe(treeOf(folder)["out/zuid/evidence.json"]);

  const charts = Object.keys(treeOf(folder)).filter((file) =>
    /\/objects\/networkpolicy-mail-default-deny\.yaml$/.test(file),
  );
  for (const file of charts) rmSync(join(folder, file));
  const before = treeOf(folder);
  const ran = await bestek(["audit", "zuid"], { folder });
  expect(charts).not.toEqual([]);
  expect(ran.exitCode).toBe(1);
  expect(ran.output).toMatch(/✖ zone-matrix: \d+ failed/);
  expect(treeOf(folder)).toEqual(before);
  expect(await bestek(["audit", "west"], { folder })).toMatchObject({
    exitCode: 2,
    complaints: 'error: out holds no output of environment "west"\n  it holds: noord, zuid\n',
  });
});
