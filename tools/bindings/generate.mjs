// Writes every generated file; with --check compares them with the committed ones; with --missing says what it lacks to do so.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chosenCustomResources } from "./crds.mjs";
import { customResourceSchemas } from "./custom-resource-schemas.mjs";
import { customResourceTypes } from "./custom-resource-types.mjs";
import { kubernetesSchemas, specificationOf } from "./kubernetes-schemas.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const selection = JSON.parse(readFileSync(join(here, "selection.json"), "utf8"));
const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    missing: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    root: { type: "string", default: "../.." },
    schemas: { type: "string", default: "../../../shared" },
    swagger: { type: "string" },
  },
});
const root = resolve(here, values.root);
const schemas = resolve(here, values.schemas);
const specification = (download) =>
  values.swagger === undefined
    ? specificationOf(selection.kubernetes.version, download)
    : resolve(here, values.swagger);

/** Each part: what it lacks to run here, the files it writes, and the folders in which it leaves nothing else standing. */
const PARTS = {
  providers: {
    missing: () => notInstalled("@cdktn/provider-generator") ?? notThere(join(schemas, "provider-schemas")),
    folders: selection.providers.map(({ name }) => `imports/provider-${name}/src`),
    files: async () => {
      // Loaded here, so that the other parts run without the generator installed.
      const { providerBindings } = await import("./providers.mjs");
      return providerBindings(selection.providers, join(schemas, "provider-schemas"));
    },
  },
  "custom-resources": {
    missing: () => notThere(join(schemas, "crds")),
    folders: ["imports/custom-resources"],
    files: async () => {
      const resources = chosenCustomResources(selection.customResources, join(schemas, "crds"));
      return new Map([...customResourceTypes(resources), ...customResourceSchemas(resources)]);
    },
  },
  kubernetes: {
    missing: () =>
      specification(false) === undefined ? `no swagger.json of Kubernetes ${selection.kubernetes.version}` : undefined,
    folders: [],
    files: async () => {
      const path = specification(true);
      if (path !== undefined) return kubernetesSchemas(selection.kubernetes, path);
      throw new Error(
        `no swagger.json of Kubernetes ${selection.kubernetes.version}: install Go, which downloads it, or name one with --swagger`,
      );
    },
  },
};

function notThere(folder) {
  return existsSync(folder) ? undefined : `no folder ${basename(folder)} in the schemas folder`;
}

function notInstalled(name) {
  return existsSync(join(here, "node_modules", name)) ? undefined : "tools/bindings is not installed";
}

function filesBelow(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll("\\", "/")}`)
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
}

function isChanged([path, text]) {
  const full = join(root, path);
  return !existsSync(full) || readFileSync(full, "utf8") !== text;
}

function write(files, strays) {
  for (const path of strays) rmSync(join(root, path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Does one part's work and returns how many files differ from what it should have written. */
async function run(name) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`--only ${name}: the parts are ${Object.keys(PARTS).join(", ")}`);
  const files = await part.files();
  const strays = part.folders.flatMap(filesBelow).filter((path) => !files.has(path));
  if (!values.check) {
    write(files, strays);
    console.log(`${name}: ${files.size} files written`);
    return 0;
  }
  const differing = [...[...files].filter(isChanged).map(([path]) => path), ...strays];
  for (const path of differing)
    console.error(`${path} is not what the schemas give: run "npm run generate" in tools/bindings`);
  console.log(`${name}: ${files.size} files, ${differing.length} differ`);
  return differing.length;
}

if (values.missing) {
  console.log(
    JSON.stringify(Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, part.missing() ?? null]))),
  );
} else {
  let differing = 0;
  for (const name of values.only ?? Object.keys(PARTS)) differing += await run(name);
  process.exitCode = differing === 0 ? 0 : 1;
}
