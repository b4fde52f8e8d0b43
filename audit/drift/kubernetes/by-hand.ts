import { isList, isObject, listAt, membersAt, textAt, type Json, type JsonPath } from "../../facts/json";

/** Tools that people change single objects with, as they sign in `metadata.managedFields`. */
const editors =
  /^(?:kubectl-(?:edit|patch|set|label|annotate|scale|autoscale|replace|expose|run|debug|taint|rollout)|k9s|lens|openlens|freelens|headlamp|dashboard|rancher|octant|oc)\b/i;

/** Tools that make whole objects; with these our own files are applied too, where nobody uses Terraform. */
const makers = /^kubectl(?:-create|-client-side-apply|-run|-expose|-autoscale)?$/i;

/** Of these the ones that take no file. */
const typed = /^kubectl-(?:create|run|expose|autoscale)$/i;

/** Traces of harmless acts: what was applied last, and a restart. */
const traces = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "kubectl.kubernetes.io/restartedAt",
  "deployment.kubernetes.io/revision",
]);

/** A field that somebody added. */
export interface Addition {
  readonly path: JsonPath;
  /** Name under which the tool signed. */
  readonly tool: string;
}

/** Fields that people set with a tool of theirs and that `wanted` doesn't have. */
export const additions = (wanted: Json, live: Json): readonly Addition[] =>
  entriesOf(live)
    .filter(({ manager, subresource }) => editors.test(manager) && subresource !== "status")
    .flatMap(({ manager, fields }) => added(fields, wanted, []).map((path) => ({ path, tool: manager })));

/**
 * The tool with which a person made the whole object; undefined where a program did, or where nobody signed. Clouds apply
 * their own parts of a cluster with kubectl too: for the whole cluster only what is typed by hand counts.
 */
export function madeByHand(live: Json): string | undefined {
  if (listAt(live, "metadata", "ownerReferences").length > 0) return undefined;
  const managers = entriesOf(live)
    .filter(({ manager, subresource }) => subresource === undefined && manager !== "kube-controller-manager")
    .map(({ manager }) => manager);
  const namespaced = textAt(live, "metadata", "namespace") !== undefined;
  const isPersons = (manager: string): boolean => editors.test(manager) || (namespaced ? makers : typed).test(manager);
  return managers.every(isPersons) ? managers[0] : undefined;
}

const entriesOf = (live: Json) =>
  listAt(live, "metadata", "managedFields").map((entry) => ({
    manager: textAt(entry, "manager") ?? "",
    subresource: textAt(entry, "subresource"),
    fields: isObject(entry) ? (entry["fieldsV1"] ?? {}) : {},
  }));

/** The uppermost fields of a managed set that `wanted` has not. */
function added(fields: Json, wanted: Json | undefined, path: JsonPath): readonly JsonPath[] {
  return membersAt(fields).flatMap(([member, below]): readonly JsonPath[] => {
    // `.` stands for the item itself, `v:` for a value of a set, which is compared as a whole.
    if (member === "." || member.startsWith("v:")) return [];
    const step = stepOf(member);
    if (path.length === 0 && step === "status") return [];
    if (traces.has(step)) return [];
    const inner = partAt(wanted, member, step);
    return inner === undefined ? [[...path, step]] : added(below, inner, [...path, step]);
  });
}

const stepOf = (member: string): string => (member.startsWith("k:") ? itemName(member) : member.slice(2));

/** `k:{"name":"web"}` as `web`. */
const itemName = (member: string): string =>
  Object.values(selectorOf(member))
    .map((value) => String(value))
    .join("/");

function selectorOf(member: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(member.slice(2));
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}

function partAt(wanted: Json | undefined, member: string, step: string): Json | undefined {
  if (member.startsWith("k:")) {
    const selector = Object.entries(selectorOf(member));
    if (!isList(wanted)) return undefined;
    return wanted.find(
      (item) =>
        isObject(item) &&
        selector.every(([key, value]) => (item[key] ?? (key === "protocol" ? "TCP" : null)) === value),
    );
  }
  return isObject(wanted) && Object.hasOwn(wanted, step) ? wanted[step] : undefined;
}
