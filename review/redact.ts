import { isCredentialName } from "../audit/checks/secrets/credential-name";
import { at, isList, isObject, type Json } from "../audit/facts/json";
import type { PlanDocument } from "./plan-document";

/** Stands where a value must not be read. */
export const hidden = "(sensitive)";

/** True for attributes that hold credentials, whatever a provider's schema says of them. */
export const isTelling = (name: string): boolean => isCredentialName(name) || /kubeconfig|private_?key/i.test(name);

/** Marker of a part: `true` covers everything below it. */
export function markerBelow(marker: Json | undefined, step: string | number): Json {
  if (marker === true) return true;
  return (isList(marker) || isObject(marker) ? at(marker, step) : undefined) ?? false;
}

/** True where anything inside is covered: such a value is never written out as a whole. */
export function marksAnything(marker: Json | undefined): boolean {
  if (marker === true) return true;
  if (isList(marker)) return marker.some(marksAnything);
  return isObject(marker) && Object.values(marker).some(marksAnything);
}

/** True where a name inside tells of a credential. */
export function tellsAnything(value: Json | undefined): boolean {
  if (isList(value)) return value.some(tellsAnything);
  return isObject(value) && Object.entries(value).some(([key, part]) => isTelling(key) || tellsAnything(part));
}

/** Shorter texts are words that occur anywhere. */
const shortestSecret = 6;

/** Every text that the plan marks as sensitive somewhere: a secret is one wherever else it stands. */
export function secretTexts({ resource_changes }: PlanDocument): readonly string[] {
  const found = new Set<string>();
  for (const { change } of resource_changes) {
    collect(change.before, change.before_sensitive, found);
    collect(change.after, change.after_sensitive, found);
  }
  return [...found];
}

function collect(value: Json | undefined, marker: Json, found: Set<string>): void {
  if (typeof value === "string") {
    if (marker === true && value.length >= shortestSecret) found.add(value);
  } else if (isList(value)) {
    for (const [index, part] of value.entries()) collect(part, markerBelow(marker, index), found);
  } else if (isObject(value)) {
    for (const [key, part] of Object.entries(value)) collect(part, markerBelow(marker, key), found);
  }
}
