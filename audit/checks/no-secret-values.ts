import { pen, type Check, type Finding } from "../check";
import type { KubernetesFact, TerraformFact } from "../facts";
import { at, dotted, foundIn, isObject, membersAt, textAt, type Json, type JsonPath } from "../facts/json";
import { isCredentialName, mayNameSecret } from "./secrets/credential-name";
import { isLiteral } from "./secrets/literal";
import { secretNames } from "./secrets/secret-names";
import { settingsIn } from "./secrets/settings";
import { secretShapeUnder } from "./secrets/shapes";

const id = "no-secret-values";
const ours = pen(id);

/** Secrets are made in the cluster and stay there: files hold references to them. */
export const noSecretValues: Check = {
  id,
  title: "No secret value stands in a synthesized file",
  controls: ["A.5.17"],
  judge: (facts) => {
    const names = secretNames(facts);
    return [
      ...Object.entries(facts.kubernetes)
        .filter(([, { kind }]) => kind !== "CustomResourceDefinition")
        .flatMap(([object, fact]) => ours.sum(object, { failures: inObject(fact, names) })),
      ...Object.entries(facts.terraform).flatMap(([object, fact]) =>
        ours.sum(object, { failures: inBlock(fact, names) }),
      ),
      ...Object.entries(facts.releases).flatMap(([object, { values }]) =>
        ours.sum(`${object}/values`, { failures: inJson(values, names) }),
      ),
    ];
  },
};

type Names = ReadonlySet<string>;

const wayOut = "keep the value in the secret store, and refer to it";

const literal = (where: string, length: number): Finding => ({
  where,
  why: `holds a value of ${String(length)} characters under the name of a credential`,
  wayOut,
});

function inObject({ kind, object }: KubernetesFact, names: Names): readonly Finding[] {
  const isExternal = (textAt(object, "apiVersion") ?? "").split("/")[0]?.endsWith("external-secrets.io") === true;
  return [
    ...(kind === "Secret" && object["apiVersion"] === "v1" ? secretData(object) : []),
    // There `secretKey` is the name of a key.
    ...inJson(object, names, isExternal ? ["secretKey", "secretKeys"] : []),
  ];
}

const secretData = (secret: Json): readonly Finding[] =>
  ["data", "stringData"].flatMap((field) =>
    membersAt(secret, field)
      .filter(([, value]) => value !== "" && value !== null)
      .map(([key]) => ({
        where: `${field}.${key}`,
        why: "is a secret value in a file",
        wayOut: "let External Secrets make the Secret from the secret store",
      })),
  );

function inBlock({ block, address, type, attributes }: TerraformFact, names: Names): readonly Finding[] {
  const name = address.split(".").at(-1) ?? "";
  const plain = block === "local" ? attributes : at(attributes, block === "variable" ? "default" : "value");
  const isNamed = (block === "variable" || block === "output" || block === "local") && isCredentialName(name);
  return [
    ...(isNamed && typeof plain === "string" && isLiteral(plain) ? [literal(address, plain.length)] : []),
    ...(/^kubernetes_secret(?:_v1)?(?:_data)?$/.test(type) ? literalData(attributes) : []),
    ...inJson(attributes, names),
  ];
}

const literalData = (attributes: Json): readonly Finding[] =>
  ["data", "string_data", "binary_data"].flatMap((field) =>
    membersAt(attributes, field).flatMap(([key, value]) =>
      typeof value === "string" && value !== "" && !value.includes("${")
        ? [literal(`${field}.${key}`, value.length)]
        : [],
    ),
  );

/** Values under the names of credentials, settings inside texts, and whatever has the shape of a secret. */
function inJson(json: Json, names: Names, ignored: readonly string[] = []): readonly Finding[] {
  return foundIn(json, (part, path): readonly Finding[] => {
    if (isObject(part)) return namedPair(part, path, names);
    if (typeof part !== "string" || part === "") return [];
    const name = nameOf(path);
    const shape = secretShapeUnder(name, part);
    if (shape !== undefined) return [{ where: dotted(path), why: `holds ${shape}`, wayOut }];
    if (isLeak(name, part, names) && !ignored.includes(name)) return [literal(dotted(path), part.length)];
    if (!isText(path, part)) return [];
    return settingsIn(part)
      .filter((setting) => isLeak(setting.name, setting.value, names))
      .map((setting) => literal(`${dotted(path)}: ${setting.name}`, setting.value.length));
  });
}

/** Name of the member that a value belongs to, the list's name for its entries. */
const nameOf = (path: JsonPath): string => path.findLast((step) => typeof step === "string") ?? "";

const isLeak = (name: string, value: string, names: Names): boolean =>
  isCredentialName(name) && isLiteral(value) && !(mayNameSecret(name) && names.has(value));

/** `name` and `value` side by side: environment variables, and what Helm sets. */
function namedPair(part: Json, path: JsonPath, names: Names): readonly Finding[] {
  const name = textAt(part, "name");
  const value = textAt(part, "value");
  return name !== undefined && value !== undefined && isLeak(name, value, names)
    ? [literal(dotted([...path, "value"]), value.length)]
    : [];
}

/** Texts with settings of their own: files in ConfigMaps, scripts, arguments, JSON. */
const isText = (path: JsonPath, text: string): boolean =>
  text.includes("\n") ||
  path[0] === "data" ||
  path.includes("args") ||
  path.includes("command") ||
  /^\s*[{[]/.test(text);
