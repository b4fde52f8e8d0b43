import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { bestek, folderWith, treeOf } from "./command";

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

test("a new repository holds one page of facts and what deploys it, and can be planned as it is", async () => {
  const folder = folderWith({});
  const ran = await bestek(["new", "gemeente-zuid"], { folder });
  const tree = treeOf(join(folder, "gemeente-zuid"));
  expect(ran).toMatchObject({ exitCode: 0, complaints: "" });
  expect(Object.keys(tree)).toEqual([
    ".forgejo/workflows/deploy.yml",
    ".gitignore",
    "README.md",
    "cdk8s.yaml",
    "cdktf.json",
    "environments/gemeente-zuid.ts",
    "package.json",
    "tsconfig.json",
  ]);
  for (const text of Object.values(tree)) expect(text.replaceAll("${{", "")).not.toMatch(/\{\{|undefined/);
  expect(parse(tree[".forgejo/workflows/deploy.yml"] ?? "")).toMatchObject({ jobs: { deploy: { needs: ["synth"] } } });
  expect(await bestek(["plan", "gemeente-zuid"], { folder: join(folder, "gemeente-zuid") })).toMatchObject({
    exitCode: 0,
  });
});

test("the versions it asks for are those that bestek is built with", async () => {
  const folder = folderWith({});
  await bestek(["new", "zuid"], { folder });
  const own = read("package.json");
  const core = "npm:cdktn@0.24.0";
  expect(own).toMatchObject({ dependencies: { cdktf: core }, devDependencies: { typescript: "6.0.3" } });
  expect(read(join(folder, "zuid/package.json"))).toMatchObject({
    dependencies: { bestek: "0.1.0" },
    devDependencies: { "cdktn-cli": core.slice("npm:cdktn@".length), typescript: "6.0.3" },
    overrides: { cdktf: core },
  });
});

test("the same name gives the same bytes, another name another project", async () => {
  const folder = folderWith({});
  await bestek(["new", "a", "--name", "zuid"], { folder });
  await bestek(["new", "b", "--name", "zuid"], { folder });
  await bestek(["new", "c", "--name", "noord"], { folder });
  expect(treeOf(join(folder, "b"))).toEqual(treeOf(join(folder, "a")));
  expect(treeOf(join(folder, "c"))["cdktf.json"]).not.toBe(treeOf(join(folder, "a"))["cdktf.json"]);
});

test("the longest name still makes a bucket that may be called so", async () => {
  const folder = folderWith({});
  const name = `z${"u".repeat(31)}`;
  await bestek(["new", name], { folder });
  expect(await bestek(["plan", name], { folder: join(folder, name) })).toMatchObject({ exitCode: 0, complaints: "" });
});

test("a folder that holds something, and a name that is no DNS label, are refused together", async () => {
  const folder = folderWith({ "Zuid/notes.txt": "mine" });
  expect(await bestek(["new", "Zuid"], { folder })).toEqual({
    exitCode: 1,
    output: "",
    complaints: [
      'repository "Zuid" is refused: 2 mistakes',
      `✖ folder: "Zuid" can't be a DNS label`,
      "  → use 1 to 32 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
      '✖ folder: "Zuid" is not empty: it holds notes.txt',
      "  → name a folder that does not exist yet",
      "",
    ].join("\n"),
  });
  expect(treeOf(folder)).toEqual({ "Zuid/notes.txt": "mine" });
});

test("a file is no place for a repository; a freshly initialized one is", async () => {
  const folder = folderWith({ zuid: "a file", "noord/.git/HEAD": "ref: refs/heads/main" });
  expect((await bestek(["new", "zuid"], { folder })).complaints).toContain('✖ folder: "zuid" is a file');
  expect((await bestek(["new", "noord"], { folder })).exitCode).toBe(0);
});
