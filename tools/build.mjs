// Compiles the generated provider bindings, then bestek itself, into JavaScript that plain Node runs.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pruneOutput } from "./prune-output.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const compiler = fileURLToPath(new URL("../node_modules/typescript-7/bin/tsc", import.meta.url));

if (!existsSync(compiler)) {
  // An installed package carries its compiled files and no compiler: there is nothing to build.
  process.exit(0);
}
const outputs = [
  ["imports/provider-ovh/lib", "imports/provider-ovh/src"],
  ["imports/provider-keycloak/lib", "imports/provider-keycloak/src"],
  ["dist", "."],
];
// Before compiling: what still stands of a source that is gone would otherwise be found by whoever imports it.
for (const [output, sources] of outputs) pruneOutput(`${root}${output}`, `${root}${sources}`);
for (const project of ["imports/provider-ovh", "imports/provider-keycloak", "tsconfig.build.json"]) {
  const { status } = spawnSync(process.execPath, [compiler, "--project", project], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
// Rules travel as they are written, beside the code that reads them.
cpSync(`${root}policies`, `${root}dist/policies`, {
  recursive: true,
  filter: (path) => !/\.[^./]+$/.test(path) || /(?<!_test)\.rego$|\.lua$/.test(path),
});
