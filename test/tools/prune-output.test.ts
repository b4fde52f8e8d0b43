import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { folderWith, treeOf } from "../cli/command";

const program = resolve(__dirname, "../../tools/prune-output.mjs");

const prune = (folder: string): string => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, join(folder, "dist"), join(folder, "sources")],
    { encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

test("what was compiled of sources that are gone goes, with the folders that it leaves empty; all else stays", () => {
  const folder = folderWith({
    "sources/cli/main.ts": "",
    "dist/cli/main.js": "",
    "dist/cli/main.d.ts": "",
    "dist/cli/gone.js": "",
    "dist/old/deep/moved.js": "",
    "dist/old/deep/moved.d.ts": "",
    "dist/old/deep/moved.js.map": "",
    "dist/.tsbuildinfo": "{}",
    "dist/notes.txt": "",
  });
  expect(prune(folder).trim().split("\n")).toEqual([
    "cli/gone.js",
    "old/deep/moved.d.ts",
    "old/deep/moved.js",
    "old/deep/moved.js.map",
  ]);
  expect(Object.keys(treeOf(join(folder, "dist"))).sort()).toEqual([
    ".tsbuildinfo",
    "cli/main.d.ts",
    "cli/main.js",
    "notes.txt",
  ]);
  expect(prune(folder)).toBe("");
});

test("where nothing was compiled yet there is nothing to remove", () => {
  expect(prune(folderWith({ "sources/a.ts": "" }))).toBe("");
});
