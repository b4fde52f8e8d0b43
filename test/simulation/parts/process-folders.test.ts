import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, removeLeftFolders } from "../../../simulation/parts/process-folders";
import { deadProcess } from "./dead-process";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bestek-folders-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a process is alive until it has ended, and so is one that belongs to somebody else", () => {
  expect([isAlive(process.pid), isAlive(1), isAlive(deadProcess())]).toEqual([true, true, false]);
});

test("only folders of processes that run no more are removed, with all that they hold", () => {
  const dead = String(deadProcess());
  const own = String(process.pid);
  mkdirSync(join(folder, `work-${dead}`, "data"), { recursive: true });
  mkdirSync(join(folder, `work-${own}`));
  mkdirSync(join(folder, `works-${dead}`));
  mkdirSync(join(folder, "elsewhere"));
  symlinkSync(join(folder, "elsewhere"), join(folder, `work-0${dead}`));
  writeFileSync(join(folder, `work-00${dead}`), "");
  removeLeftFolders(folder, /^work-(\d+)$/);
  expect(readdirSync(folder)).toEqual(
    ["elsewhere", `work-${own}`, `work-0${dead}`, `work-00${dead}`, `works-${dead}`].sort(),
  );
});

test("where there is no folder there is nothing to remove", () => {
  expect(() => {
    removeLeftFolders(join(folder, "none"), /(\d+)/);
  }).not.toThrow();
});
