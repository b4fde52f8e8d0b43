import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, membersAt, textAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";
import { parseBlueprint, type BlueprintEntry } from "./parse";

export type { BlueprintEntry };

/** Folder below which authentik's workers look for blueprints. */
const folder = "/blueprints/";

/** Everything that the workers of one authentik are held to. */
export interface Held {
  /** Id of the workers. */
  readonly object: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly entries: readonly BlueprintEntry[];
  /** Files that can't be read as blueprints. */
  readonly unread: readonly string[];
}

/** Variables of authentik by name; undefined for any other program. */
export function authentikVariables({ object }: KubernetesFact): ReadonlyMap<string, string | undefined> | undefined {
  const variables = new Map(
    containers(object).flatMap((container) =>
      listAt(container, "env").map((variable) => [textAt(variable, "name") ?? "", textAt(variable, "value")] as const),
    ),
  );
  return variables.has("AUTHENTIK_SECRET_KEY") ? variables : undefined;
}

const containers = (object: Json): readonly Json[] => listAt(object, "spec", "template", "spec", "containers");

/** Every worker of authentik, with what the files that are mounted into it say. */
export const heldAuthentiks = (facts: Facts): readonly Held[] =>
  objectsOfKind(facts, "Deployment").flatMap(([object, fact]) => {
    const isWorker = containers(fact.object).some((container) => listAt(container, "args").includes("worker"));
    return isWorker && authentikVariables(fact) !== undefined ? [held(facts, object, fact)] : [];
  });

function held(facts: Facts, object: string, fact: KubernetesFact): Held {
  const mounted = containers(fact.object)
    .flatMap((container) => listAt(container, "volumeMounts"))
    .filter((mount) => textAt(mount, "mountPath")?.startsWith(folder) === true)
    .map((mount) => textAt(mount, "name"));
  const files = listAt(fact.object, "spec", "template", "spec", "volumes")
    .filter((volume) => mounted.includes(textAt(volume, "name")))
    .flatMap((volume) => textAt(volume, "configMap", "name") ?? [])
    .flatMap((name) => filesOf(facts, fact, name));
  const blueprints = files.map(([name, text]) => ({ name, read: parseBlueprint(text) }));
  return {
    object,
    labels: Object.fromEntries(blueprints.flatMap(({ read }) => Object.entries(read?.labels ?? {}))),
    entries: blueprints.flatMap(({ read }) => read?.entries ?? []),
    unread: blueprints.flatMap(({ name, read }) => (read === undefined ? [name] : [])),
  };
}

const filesOf = (
  facts: Facts,
  { site, namespace }: KubernetesFact,
  name: string,
): readonly (readonly [name: string, text: string])[] =>
  objectsOfKind(facts, "ConfigMap")
    .filter(([, map]) => map.site === site && map.namespace === namespace && map.name === name)
    .flatMap(([, map]) => membersAt(map.object, "data"))
    .flatMap(([file, text]) => (file.endsWith(".yaml") && typeof text === "string" ? [[file, text] as const] : []));

/** Id of the entry that a value refers to. */
export const referredTo = (value: Json | undefined): string | undefined => textAt(value, "!KeyOf");

/** Entries of a model. */
export const ofModel = ({ entries }: Pick<Held, "entries">, model: string): readonly BlueprintEntry[] =>
  entries.filter((entry) => entry.model === model);

/** The entry of a model that a value refers to. */
export const entryAt = (
  all: Pick<Held, "entries">,
  model: string,
  value: Json | undefined,
): BlueprintEntry | undefined => {
  const id = referredTo(value);
  return id === undefined ? undefined : ofModel(all, model).find((entry) => entry.id === id);
};

/** Policies of a model that decide about an entry, each only where it stands in force and its errors count as a refusal. */
export const decidedBy = (
  all: Pick<Held, "entries">,
  target: string | undefined,
  model: string,
): readonly BlueprintEntry[] =>
  bindingsOf(all, target)
    .filter(
      ({ attrs }) =>
        isOrDefaults(attrs, "enabled", true) &&
        isOrDefaults(attrs, "negate", false) &&
        isOrDefaults(attrs, "failure_result", false),
    )
    .flatMap(({ identifiers }) => entryAt(all, model, at(identifiers, "policy")) ?? []);

const isOrDefaults = (attrs: Json, key: string, value: boolean): boolean => {
  const written = at(attrs, key);
  return written === undefined || written === value;
};

/** Everything that decides about an entry, however it does. */
export const bindingsOf = (all: Pick<Held, "entries">, target: string | undefined): readonly BlueprintEntry[] =>
  target === undefined
    ? []
    : ofModel(all, "authentik_policies.policybinding").filter(
        ({ identifiers }) => textAt(identifiers, "target", "!KeyOf") === target,
      );
