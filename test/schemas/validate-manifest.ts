import { readFileSync } from "node:fs";
import { isIPv4, isIPv6 } from "node:net";
import { join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { z } from "zod";

const document = z.object({
  kinds: z.record(z.string(), z.string()),
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const documents = new Map(
  [
    { id: "kubernetes", file: "kubernetes-1.35.json" },
    { id: "custom-resources", file: "custom-resources.json" },
  ].map(({ id, file }) => [id, document.parse(JSON.parse(readFileSync(join(__dirname, file), "utf8")))]),
);

/** `apiVersion/Kind` to the reference of its schema. */
const references = new Map(
  [...documents].flatMap(([id, { kinds }]) =>
    Object.entries(kinds).map(([kind, name]) => [kind, `${id}#/definitions/${name}`] as const),
  ),
);

const ajv = ajvWithDocuments();
const validators = new Map<string, ValidateFunction>();

/** Every kind that {@link validateManifest} knows, as `apiVersion/Kind`. */
export const knownKinds: readonly string[] = [...references.keys()];

/**
 * What an API server's schema check would refuse in this manifest, one line a mistake; empty when nothing. Unknown
 * fields and `status` are mistakes here, and so is a kind without a schema. CEL rules and admission webhooks are not judged.
 */
export function validateManifest(manifest: unknown): readonly string[] {
  const header = z.object({ apiVersion: z.string(), kind: z.string() }).safeParse(manifest);
  if (!header.success) return ["not a manifest: apiVersion and kind must be strings"];
  const { apiVersion, kind } = header.data;
  const named = z.object({ metadata: z.object({ name: z.string() }) }).safeParse(manifest);
  const subject = `${apiVersion}/${kind} ${named.success ? named.data.metadata.name : "(no name)"}`;
  const validate = validatorOf(`${apiVersion}/${kind}`);
  if (validate === undefined) {
    return [`${subject}: no schema for this kind; add it to tools/bindings/selection.json and generate`];
  }
  return validate(manifest) ? [] : (validate.errors ?? []).map((error) => `${subject}: ${located(error)}`);
}

/** Compiled when first asked for: compiling all at once costs seconds that most tests have no use for. */
function validatorOf(kind: string): ValidateFunction | undefined {
  const known = validators.get(kind);
  if (known !== undefined) return known;
  const reference = references.get(kind);
  if (reference === undefined) return undefined;
  const validator = ajv.compile({ $ref: reference });
  validators.set(kind, validator);
  return validator;
}

function ajvWithDocuments(): Ajv {
  const instance = new Ajv({
    allErrors: true,
    verbose: true,
    strictTypes: false,
    strictRequired: false,
    unicodeRegExp: false,
  });
  // RFC 4648 with padding, which is what Go's encoding/json demands of a []byte.
  instance.addFormat("byte", /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
  // RFC 3339, the form of metav1.Time.
  instance.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
  instance.addFormat("ipv4", isIPv4);
  instance.addFormat("ipv6", isIPv6);
  instance.addFormat("int32", { type: "number", validate: (value) => value >= -(2 ** 31) && value < 2 ** 31 });
  // Beyond this a JavaScript number no longer says which integer it is.
  instance.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  for (const [id, { definitions }] of documents) instance.addSchema({ $id: id, definitions });
  return instance;
}

function located({ keyword, instancePath, params, data, message, parentSchema }: ErrorObject): string {
  const { additionalProperty, missingProperty, allowedValues }: Record<string, unknown> = params;
  if (keyword === "additionalProperties") {
    return `${instancePath}/${String(additionalProperty)} is not a known field; known here: ${fieldsOf(parentSchema)}`;
  }
  if (keyword === "required") return `${instancePath}/${String(missingProperty)} is required`;
  if (keyword === "enum") {
    return `${instancePath} is ${JSON.stringify(data)}, must be one of ${JSON.stringify(allowedValues)}`;
  }
  return `${instancePath} is ${JSON.stringify(data)}, ${message ?? keyword}`;
}

function fieldsOf(schema: unknown): string {
  const { data } = z.object({ properties: z.record(z.string(), z.unknown()) }).safeParse(schema);
  return data === undefined ? "none" : Object.keys(data.properties).join(", ");
}
