import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../../simulation/parts/process-folders";
import { startProgram, whenReady } from "../../../simulation/parts/program";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bestek-program-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sleeper = ["-e", "console.log(process.pid); setInterval(() => {}, 1000)"];

test("a program runs until it is stopped", async () => {
  const program = startProgram({
    name: "sleeper",
    command: process.execPath,
    arguments: sleeper,
    logFile: join(folder, "log"),
  });
  await whenReady(program, () => Promise.resolve(program.log() !== ""));
  const pid = Number(program.log());
  expect([program.ended(), isAlive(pid)]).toEqual([false, true]);
  await program.stop();
  expect([program.ended(), isAlive(pid)]).toEqual([true, false]);
});

test("what a program started ends with it", async () => {
  const program = startProgram({
    name: "starter",
    command: "sh",
    arguments: ["-c", '"$0" "$@" & wait', process.execPath, ...sleeper],
    logFile: join(folder, "log"),
  });
  await whenReady(program, () => Promise.resolve(program.log() !== ""));
  const pid = Number(program.log());
  expect(isAlive(pid)).toBe(true);
  await program.stop();
  await eventually(() => (isAlive(pid) ? 0 : 1));
});

test.each([
  ["is killed", (parent: number) => process.kill(parent, "SIGKILL")],
  ["is ended with all of its group", (parent: number) => process.kill(-parent, "SIGTERM")],
])("a program ends with the process that started it, even one that %s", async (_, end) => {
  const log = join(folder, "log");
  const compiled = join(__dirname, "../../../dist/simulation/parts/program.js");
  const props = { name: "sleeper", command: process.execPath, arguments: sleeper, logFile: log };
  const parent = spawn(
    process.execPath,
    ["-e", `require(${JSON.stringify(compiled)}).startProgram(${JSON.stringify(props)})`],
    { stdio: "ignore", detached: true },
  );
  const pid = await eventually(() => (existsSync(log) ? Number(readFileSync(log, "utf8")) : 0));
  expect(isAlive(pid)).toBe(true);
  if (parent.pid === undefined) throw new Error("nothing was started");
  end(parent.pid);
  await eventually(() => (isAlive(pid) ? 0 : 1));
});

test("a program that ends before it is ready is told with what it said", async () => {
  const program = startProgram({
    name: "failing",
    command: "sh",
    arguments: ["-c", "echo no port left >&2; exit 3"],
    logFile: join(folder, "log"),
  });
  await expect(whenReady(program, () => Promise.resolve(false))).rejects.toThrow(
    "failing did not become ready:\nno port left",
  );
});

/** Waits until `value` is not zero. */
async function eventually(value: () => number): Promise<number> {
  for (;;) {
    const found = value();
    if (found !== 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
