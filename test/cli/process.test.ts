import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { folderWith } from "./command";

const main = resolve("dist/cli/main.js");

// Says at the end which of the synthesizers the process has loaded.
const witness = folderWith({
  "witness.js": `process.on("exit", () => {
  const loaded = Object.keys(require.cache).flatMap((file) => /node_modules\\/(cdktf|cdk8s|@cdktf)\\//.exec(file)?.[1] ?? []);
  process.stderr.write(JSON.stringify([...new Set(loaded)].sort()));
});
`,
});

function start(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(witness, "witness.js"), main, ...words],
    { encoding: "utf8" },
  );
  return { exitCode: status, output: stdout, complaints: stderr };
}

test("help, plans and sizes do not load the synthesizers, and write no colour into a pipe", () => {
  for (const words of [
    ["--help"],
    ["plan", "noveu-zuid"],
    ["size", "--users", "500", "--cloud", "ovh", "--tier", "basis"],
  ]) {
    const { exitCode, output, complaints } = start(...words);
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "[]" });
    expect(output).not.toMatch(/\u001b/);
  }
});

test("manifests do, which shows that the witness can tell; wrong use ends with 2", () => {
  const { exitCode, output, complaints } = start("manifests", "nowhere");
  expect({ exitCode, output }).toEqual({ exitCode: 2, output: "" });
  expect(complaints).toMatch(/^error: there is no environment "nowhere"\n {2}known: .*noveu-zuid[^]*\["cdk8s"\]$/);
});

test("a reader that has seen enough ends the output without a complaint", () => {
  const { stdout, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${main}" regions | head -n 1`], {
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({ stdout: "▸ sites\n", stderr: "" });
});
