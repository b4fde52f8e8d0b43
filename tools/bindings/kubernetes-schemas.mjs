// Extracts the chosen core kinds and everything they refer to from the API server's own specification.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { splitKind } from "./crds.mjs";
import { documentText } from "./schema-document.mjs";

/** The grammar of resource.Quantity; whole and decimal numbers may be written without quotes. */
const QUANTITY = {
  type: ["string", "number"],
  pattern:
    "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
};
/** Types that write themselves as something else than their specification's plain type. */
const SPECIAL = new Map([
  ["io.k8s.apimachinery.pkg.api.resource.Quantity", QUANTITY],
  ["io.k8s.apimachinery.pkg.util.intstr.IntOrString", { type: ["integer", "string"] }],
]);
/** Objects of free content. Every other object without properties would be a surprise. */
const FREE = new Set(["io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1", "io.k8s.apimachinery.pkg.runtime.RawExtension"]);
const REFERENCE = "#/definitions/";

/**
 * @typedef {{ readonly version: string, readonly kinds: readonly string[] }} Kubernetes
 * @param {Kubernetes} kubernetes
 * @param {string} specification path of the swagger.json
 * @returns {Map<string, string>} test/schemas/kubernetes-<minor>.json
 */
export function kubernetesSchemas({ version, kinds }, specification) {
  const { definitions: source } = JSON.parse(readFileSync(specification, "utf8"));
  const named = new Map(kinds.map((kind) => [kind, definitionName(source, kind)]));
  const definitions = new Map();
  const pending = [];
  for (const [kind, name] of named) {
    definitions.set(
      name,
      rootSchema(source[name], kind, (reference) => pending.push(reference)),
    );
  }
  while (pending.length > 0) {
    const name = pending.pop();
    if (definitions.has(name)) continue;
    definitions.set(
      name,
      SPECIAL.get(name) ?? closedSchema(source[name], (reference) => pending.push(reference), name),
    );
  }
  const minor = version.split(".").slice(0, 2).join(".");
  const origin = `k8s.io/kubernetes v${version} api/openapi-spec/swagger.json`;
  return new Map([
    [`test/schemas/kubernetes-${minor}.json`, documentText({ source: origin, kinds: named, definitions })],
  ]);
}

/**
 * The specification inside the Go module k8s.io/kubernetes: from the module cache, or downloaded if `download` says so.
 * @param {string} version
 * @param {boolean} download
 * @returns {string | undefined}
 */
export function specificationOf(version, download) {
  const cache = spawnSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" });
  if (cache.status !== 0) return undefined;
  const path = join(cache.stdout.trim(), `k8s.io/kubernetes@v${version}`, "api/openapi-spec/swagger.json");
  if (!existsSync(path) && download)
    spawnSync("go", ["mod", "download", `k8s.io/kubernetes@v${version}`], { stdio: "inherit" });
  return existsSync(path) ? path : undefined;
}

function definitionName(definitions, name) {
  const { apiVersion, kind } = splitKind(name);
  const [version, group = ""] = apiVersion.split("/").reverse();
  for (const [definition, schema] of Object.entries(definitions)) {
    const answers = schema["x-kubernetes-group-version-kind"] ?? [];
    if (
      answers.length === 1 &&
      answers[0].group === group &&
      answers[0].version === version &&
      answers[0].kind === kind
    )
      return definition;
  }
  throw new Error(`selection.json: this Kubernetes version has no ${kind} in ${apiVersion}`);
}

function rootSchema(schema, name, refer) {
  const { apiVersion, kind } = splitKind(name);
  const { status: _, ...properties } = schema.properties;
  const closed = closedSchema({ ...schema, properties }, refer, name);
  return {
    ...closed,
    properties: { ...closed.properties, apiVersion: { const: apiVersion }, kind: { const: kind } },
    // Its kind is what led to this schema. Inside another object, as a claim within a StatefulSet, the API server asks for neither.
    required: [...new Set([...(closed.required ?? []), "metadata"])].sort(),
  };
}

function closedSchema(schema, refer, where) {
  if (schema.$ref !== undefined) {
    refer(schema.$ref.slice(REFERENCE.length));
    return { $ref: schema.$ref };
  }
  const out = { type: schema.type };
  for (const keyword of ["format", "enum", "required"])
    if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  if (schema.items !== undefined) out.items = closedSchema(schema.items, refer, where);
  if (schema.properties !== undefined) {
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, child]) => [name, closedSchema(child, refer, `${where}.${name}`)]),
    );
    out.additionalProperties = false;
  } else if (schema.additionalProperties !== undefined) {
    out.additionalProperties = closedSchema(schema.additionalProperties, refer, where);
  } else if (schema.type === "object" && !FREE.has(where)) {
    throw new Error(`kubernetes-schemas.mjs: ${where} has no properties; say in FREE whether any content goes`);
  }
  if (out.type === undefined) throw new Error(`kubernetes-schemas.mjs: ${where} has no type`);
  return out;
}
