import type { Facts } from "../../facts";
import { isList, isObject, listAt, membersAt, textAt, type Json } from "../../facts/json";

/** Names of Secrets that the files make or mention: a text that is one of them leads to a secret, and holds none. */
export function secretNames({ kubernetes }: Pick<Facts, "kubernetes">): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, name, object } of Object.values(kubernetes)) {
    if (kind === "Secret" || kind === "ExternalSecret") names.add(textAt(object, "spec", "target", "name") ?? name);
    mention(object, names);
  }
  return names;
}

function mention(json: Json, names: Set<string>): void {
  if (isList(json)) for (const item of json) mention(item, names);
  if (!isObject(json)) return;
  for (const [key, value] of membersAt(json)) {
    for (const name of namedBy(key, value)) if (name !== undefined) names.add(name);
    mention(value, names);
  }
}

const references = new Set(["secretKeyRef", "secretRef", "passwordSecret", "clientSecret", "superuserSecret"]);

function namedBy(key: string, value: Json): readonly (string | undefined)[] {
  if (key === "secretName") return [textAt(value)];
  if (key === "imagePullSecrets") return listAt(value).map((secret) => textAt(secret, "name"));
  return references.has(key) ? [textAt(value, "name")] : [];
}
