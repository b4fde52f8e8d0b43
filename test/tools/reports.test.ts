import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { folderWith } from "../cli/command";

const program = resolve(__dirname, "../../tools/reports.mjs");

/** As jest calls a file that could not be run, one of whose tests some failed, and one of whose tests some were left out. */
const statusOf = (tests: readonly string[]): string => {
  if (tests.length === 0 || tests.includes("failed")) return "failed";
  return tests.includes("pending") ? "focused" : "passed";
};

const file = (name: string, ...tests: readonly string[]) => ({
  name,
  status: statusOf(tests),
  assertionResults: tests.map((status) => ({ status })),
});

function say(what: string, ...reports: readonly (readonly ReturnType<typeof file>[])[]) {
  const folder = folderWith(
    Object.fromEntries(reports.map((testResults, index) => [String(index), JSON.stringify({ testResults })])),
  );
  const paths = reports.map((_, index) => join(folder, String(index)));
  return spawnSync(process.execPath, [program, what, ...paths], { encoding: "utf8" });
}

const first = [file("/a", "passed", "pending"), file("/b", "passed", "failed"), file("/c")];

test("files that failed are named, those among them that could not be run", () => {
  expect(say("failed", first).stdout).toBe("/b\n/c\n");
});

test.each([
  ["all pass when they run again", [file("/b", "passed", "passed"), file("/c", "passed")], 4, 0],
  ["one fails again", [file("/b", "passed", "failed"), file("/c", "passed")], 3, 1],
  ["one can't be run again", [file("/b", "passed", "passed"), file("/c")], 3, 1],
  ["one was not run again", [file("/b", "passed", "passed")], 3, 1],
])("%s: each file counts as it did last", (_, later, numPassedTests, numFailedTests) => {
  expect(JSON.parse(say("joined", first, later).stdout)).toMatchObject({ numPassedTests, numFailedTests });
});

test("what it does not know it says", () => {
  expect(say("other")).toMatchObject({ status: 2, stderr: 'reports.mjs knows "failed" and "joined", not "other"\n' });
});
