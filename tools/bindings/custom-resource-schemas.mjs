// Turns the structural schemas of the chosen kinds into JSON Schemas that refuse unknown fields.
import { createHash } from "node:crypto";
import { requiredFields } from "./crds.mjs";
import { compact, documentText } from "./schema-document.mjs";

/** The definition of test/schemas/kubernetes-*.json that every kind's metadata answers to. */
const OBJECT_META = "kubernetes#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
/** Below this many characters a reference costs more than it saves. */
const WORTH_SHARING = 200;
/** Keywords that mean the same in JSON Schema. */
const KEPT = [
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "uniqueItems",
  "format",
];
const DROPPED = ["default", "description", "example", "title"];
const JUNCTORS = ["allOf", "anyOf", "oneOf"];
const STRUCTURE = ["type", "properties", "additionalProperties", "items", "required", "enum", "nullable", "not"];
const KNOWN = new Set([...KEPT, ...DROPPED, ...JUNCTORS, ...STRUCTURE]);

/**
 * @param {readonly import("./crds.mjs").CustomResource[]} resources
 * @returns {Map<string, string>} test/schemas/custom-resources.json
 */
export function customResourceSchemas(resources) {
  const roots = new Map(resources.map((resource) => [`${resource.apiVersion}/${resource.kind}`, rootSchema(resource)]));
  const kinds = new Map([...roots.keys()].map((kind) => [kind, kind.replaceAll("/", ".")]));
  const definitions = shareRepeats(new Map([...roots].map(([kind, schema]) => [kinds.get(kind), schema])));
  const source = [...new Set(resources.map(({ origin }) => origin))].join(", ");
  return new Map([["test/schemas/custom-resources.json", documentText({ source, kinds, definitions })]]);
}

/** @param {import("./crds.mjs").CustomResource} resource */
function rootSchema({ apiVersion, kind, schema }) {
  const fields = Object.entries(schema.properties).filter(([field]) => field !== "status");
  const closed = closedSchema({ ...schema, properties: Object.fromEntries(fields) });
  return {
    ...closed,
    properties: {
      ...closed.properties,
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata: { $ref: OBJECT_META },
    },
    required: [...new Set([...(closed.required ?? []), "apiVersion", "kind", "metadata"])].sort(),
  };
}

function closedSchema(schema) {
  const intOrString = schema["x-kubernetes-int-or-string"] === true;
  const out = { ...keywordsOf(schema, intOrString), ...typeKeywords(schema, intOrString) };
  if (schema.items !== undefined) out.items = closedSchema(schema.items);
  if (schema["x-kubernetes-list-type"] === "set") out.uniqueItems = true;
  if (schema.type !== "object") return out;
  const required = [...requiredFields(schema)].sort();
  if (required.length > 0) out.required = required;
  if (schema.properties !== undefined) {
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, child]) => [name, closedSchema(child)]),
    );
  }
  if (typeof schema.additionalProperties === "object")
    out.additionalProperties = closedSchema(schema.additionalProperties);
  else if (schema["x-kubernetes-preserve-unknown-fields"] !== true && schema.additionalProperties !== true)
    out.additionalProperties = false;
  return out;
}

function typeKeywords(schema, intOrString) {
  if (schema.type === undefined && !intOrString) return {};
  const types = intOrString ? ["integer", "string"] : [schema.type];
  if (schema.nullable === true) types.push("null");
  return { type: types.length === 1 ? types[0] : types };
}

/** Checks on the value alone, without regard to which fields are known: the only ones a structural schema has inside junctors. */
function keywordsOf(schema, intOrString) {
  for (const keyword of Object.keys(schema)) {
    if (!KNOWN.has(keyword) && !keyword.startsWith("x-kubernetes-")) {
      throw new Error(`custom-resource-schemas.mjs: keyword "${keyword}" is not known; say what becomes of it`);
    }
  }
  if (schema["x-kubernetes-embedded-resource"] === true)
    throw new Error("custom-resource-schemas.mjs: embedded resources are not handled");
  const out = {};
  for (const keyword of KEPT) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  if (out.pattern !== undefined) out.pattern = ecmaPattern(out.pattern);
  if (schema.enum !== undefined) out.enum = schema.nullable === true ? [...schema.enum, null] : schema.enum;
  for (const junctor of JUNCTORS) {
    // An int-or-string says the same with anyOf as with its type.
    if (schema[junctor] === undefined || (intOrString && junctor === "anyOf")) continue;
    out[junctor] = schema[junctor].map(junctorBranch);
  }
  if (schema.not !== undefined) out.not = junctorBranch(schema.not);
  return out;
}

/** The same expression in the dialect of JSON Schema, which has no inline flag for ignoring case. Throws where it knows no equal. */
function ecmaPattern(pattern) {
  const plain = /^\^\(\?i\)([A-Za-z()|?]*\$)$/.exec(pattern);
  const translated =
    plain === null
      ? pattern
      : `^${plain[1].replace(/[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)}`;
  new RegExp(translated);
  return translated;
}

function junctorBranch(schema) {
  const out = { ...keywordsOf(schema, false), ...typeKeywords(schema, false) };
  if (schema.required !== undefined) out.required = schema.required;
  if (schema.items !== undefined) out.items = junctorBranch(schema.items);
  if (schema.properties !== undefined) {
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, child]) => [name, junctorBranch(child)]),
    );
  }
  return out;
}

/** Objects that occur more than once become definitions of their own, named by what they say. */
function shareRepeats(roots) {
  const uses = new Map();
  const count = (schema) => {
    const text = compact(schema);
    const seen = uses.get(text) ?? 0;
    uses.set(text, seen + 1);
    if (seen === 0) childSchemas(schema).forEach(count);
  };
  roots.forEach(count);
  const definitions = new Map();
  const refer = (schema) => {
    const text = compact(schema);
    if ((uses.get(text) ?? 0) < 2 || text.length < WORTH_SHARING) return withChildren(schema, refer);
    const name = createHash("sha256").update(text).digest("hex").slice(0, 12);
    if (!definitions.has(name)) {
      definitions.set(name, undefined);
      definitions.set(name, withChildren(schema, refer));
    }
    return { $ref: `#/definitions/${name}` };
  };
  for (const [name, schema] of roots) definitions.set(name, withChildren(schema, refer));
  return definitions;
}

function childSchemas({ properties = {}, items, additionalProperties }) {
  return [...Object.values(properties), items, additionalProperties].filter((child) => typeof child === "object");
}

function withChildren(schema, map) {
  const out = { ...schema };
  if (schema.properties !== undefined) {
    out.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, child]) => [name, map(child)]));
  }
  if (schema.items !== undefined) out.items = map(schema.items);
  if (typeof schema.additionalProperties === "object") out.additionalProperties = map(schema.additionalProperties);
  return out;
}
