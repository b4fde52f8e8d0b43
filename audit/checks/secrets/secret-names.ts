import type { Facts } from "../../facts";
import { at, isObject, listAt, parts, textAt, type JsonObject } from "../../facts/json";

/** Names of Secrets that the files make or mention: a text that is one of them leads to a secret, and holds none. */
export function secretNames({ kubernetes }: Pick<Facts, "kubernetes">): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, name, object } of Object.values(kubernetes)) {
    if (kind === "Secret" || kind === "ExternalSecret") names.add(textAt(object, "spec", "target", "name") ?? name);
    for (const [, part] of parts(object)) {
      if (isObject(part)) for (const mentioned of mentionedIn(part)) names.add(mentioned);
    }
  }
  return names;
}

const references = ["secretKeyRef", "secretRef", "passwordSecret", "clientSecret", "superuserSecret"];

function mentionedIn(part: JsonObject): readonly string[] {
  const found = [
    textAt(part, "secretName"),
    textAt(part, "secret", "secretName"),
    ...references.map((reference) => textAt(at(part, reference), "name")),
    ...listAt(part, "imagePullSecrets").map((secret) => textAt(secret, "name")),
  ];
  return found.filter((name) => name !== undefined);
}
