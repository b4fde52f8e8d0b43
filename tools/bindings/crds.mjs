// Finds the chosen CustomResourceDefinitions and says what their schemas have in common for the emitters.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ readonly component: string, readonly source: string, readonly version: string, readonly date: string, readonly kinds: readonly string[] }} Component
 * @typedef {{ readonly component: string, readonly origin: string, readonly apiVersion: string, readonly kind: string, readonly schema: any }} CustomResource
 */

/**
 * The served schema of every chosen kind, in the order of the selection.
 * @param {readonly Component[]} components
 * @param {string} folder holds `<component>.json`, an array of CustomResourceDefinitions each
 * @returns {readonly CustomResource[]}
 */
export function chosenCustomResources(components, folder) {
  return components.flatMap(({ component, source, version, date, kinds }) => {
    const definitions = JSON.parse(readFileSync(join(folder, `${component}.json`), "utf8"));
    return kinds.map((name) => {
      const { apiVersion, kind } = splitKind(name);
      return {
        component,
        origin: `${source} ${version} (${date})`,
        apiVersion,
        kind,
        schema: servedSchema(definitions, component, apiVersion, kind),
      };
    });
  });
}

/**
 * Splits `group/version/Kind` (or `version/Kind` for the core group).
 * @param {string} name
 */
export function splitKind(name) {
  const at = name.lastIndexOf("/");
  return { apiVersion: name.slice(0, at), kind: name.slice(at + 1) };
}

/**
 * Fields a manifest has to state: a required field with a default is filled in by the API server before it checks.
 * @returns {ReadonlySet<string>}
 */
export function requiredFields(schema) {
  return new Set((schema.required ?? []).filter((field) => schema.properties?.[field]?.default === undefined));
}

function servedSchema(definitions, component, apiVersion, kind) {
  const [group, version] = apiVersion.split("/");
  for (const { spec } of definitions) {
    if (spec.group !== group || spec.names.kind !== kind) continue;
    const served = spec.versions.find(({ name, served }) => name === version && served);
    if (served !== undefined) return served.schema.openAPIV3Schema;
    throw new Error(
      `selection.json: ${component} does not serve ${kind} as ${apiVersion}; it serves ${spec.versions.map(({ name }) => name).join(", ")}`,
    );
  }
  throw new Error(`selection.json: ${component} has no kind ${kind} in group ${group}`);
}
