import type { Facts, KubernetesFact } from "../../facts";
import { isCredentialName } from "../../checks/secrets/credential-name";
import { secretShapeUnder } from "../../checks/secrets/shapes";
import { dotted, isList, isObject, listAt, textAt, texts, type Json, type JsonPath } from "../../facts/json";
import type { Difference, Drift, Ignored } from "../drift";
import { additions, madeByHand } from "./by-hand";
import { changes, type Changed } from "./compare";
import { mayBeGone, ownedByOthers, type OwnedByOthers } from "./owned-by-others";

/**
 * What differs between the synthesized objects of a site and those that live there. `live` holds objects, or lists of objects,
 * as `kubectl get -o json --show-managed-fields` prints them.
 */
export function kubernetesDrift(facts: Facts, site: string, live: readonly Json[]): Drift {
  const objects = live.flatMap(itemsOf);
  const byKey = new Map(objects.map((object) => [liveKey(object), object]));
  const ours = Object.entries(facts.kubernetes).filter(([, fact]) => fact.site === site);
  const others = ownedByOthers(facts);
  const results = ours.map(([id, fact]) => compareObject(id, fact, byKey.get(factKey(fact)), others));
  const known = new Set(ours.map(([, fact]) => factKey(fact)));
  const namespaces = new Set(ours.flatMap(([, { namespace }]) => namespace ?? []));
  return {
    compared: ours.length,
    differences: [...results.flatMap(({ differences }) => differences), ...strangers(site, objects, known, namespaces)],
    ignored: results.flatMap(({ ignored }) => ignored),
    unknown: [],
  };
}

/** Kinds of a site's objects as `kubectl get` takes them, and those with which somebody could open a door. */
export const kindsToRead = ({ kubernetes }: Facts, site: string): readonly string[] =>
  [
    ...new Set([
      ...Object.values(kubernetes)
        .filter((fact) => fact.site === site)
        .map(({ kind, object }) => qualified(kind, textAt(object, "apiVersion") ?? "v1")),
      "NetworkPolicy.v1.networking.k8s.io",
      "RoleBinding.v1.rbac.authorization.k8s.io",
      "ClusterRoleBinding.v1.rbac.authorization.k8s.io",
    ]),
  ].sort();

function qualified(kind: string, apiVersion: string): string {
  const [group = "", version] = apiVersion.split("/");
  return version === undefined ? kind : `${kind}.${version}.${group}`;
}

const itemsOf = (json: Json): readonly Json[] => {
  const items = isObject(json) ? json["items"] : undefined;
  return isList(items) ? items.flatMap(itemsOf) : isList(json) ? json.flatMap(itemsOf) : [json];
};

const groupOf = (apiVersion: string | undefined): string => {
  const [group = "", version] = (apiVersion ?? "").split("/");
  return version === undefined ? "" : group;
};

const liveKey = (object: Json): string =>
  [
    groupOf(textAt(object, "apiVersion")),
    textAt(object, "kind") ?? "",
    textAt(object, "metadata", "namespace") ?? "",
    textAt(object, "metadata", "name") ?? "",
  ].join("/");

const factKey = ({ kind, name, namespace, object }: KubernetesFact): string =>
  [groupOf(textAt(object, "apiVersion")), kind, namespace ?? "", name].join("/");

function compareObject(
  id: string,
  fact: KubernetesFact,
  live: Json | undefined,
  others: OwnedByOthers,
): { readonly differences: readonly Difference[]; readonly ignored: readonly Ignored[] } {
  if (live === undefined) {
    const why = mayBeGone(fact);
    return why === undefined
      ? { differences: [{ object: id, why: "is gone" }], ignored: [] }
      : { differences: [], ignored: [{ object: id, where: "the object", why }] };
  }
  // The server may answer in a newer version of the same kind.
  const { apiVersion: _, ...wanted } = fact.object;
  const changed = changes(wanted, live).map((change) => ({ change, owner: others(fact, change.path) }));
  const added = additions(fact.object, live).map((addition) => ({ addition, owner: others(fact, addition.path) }));
  return {
    differences: [
      ...changed.filter(({ owner }) => owner === undefined).map(({ change }) => difference(id, change)),
      ...added
        .filter(({ owner }) => owner === undefined)
        .map(({ addition: { path, tool } }) => ({
          object: id,
          where: dotted(path),
          why: `was added by hand, with ${tool}`,
        })),
    ],
    ignored: [
      ...changed.map(({ change, owner }) => ({ path: change.path, owner })),
      ...added.map(({ addition, owner }) => ({ path: addition.path, owner })),
    ].flatMap(({ path, owner }) => (owner === undefined ? [] : [{ object: id, where: dotted(path), why: owner }])),
  };
}

const difference = (object: string, { path, wanted, found }: Changed): Difference => ({
  object,
  where: dotted(path),
  ...(mayBeShown(path, wanted) && mayBeShown(path, found) ? { wanted, ...(found === undefined ? {} : { found }) } : {}),
  why: found === undefined ? "is gone" : "was changed",
});

/** Whoever changes something by hand may have put a secret there. */
const mayBeShown = (path: JsonPath, value: Json | undefined): boolean =>
  value === undefined ||
  (!path.some((step) => isCredentialName(String(step))) &&
    texts(value).every(([, text]) => secretShapeUnder(String(path.at(-1) ?? ""), text) === undefined));

/** Objects that nobody synthesized and that a person made, in our namespaces or for the whole cluster. */
const strangers = (
  site: string,
  objects: readonly Json[],
  known: ReadonlySet<string>,
  namespaces: ReadonlySet<string>,
): readonly Difference[] =>
  objects.flatMap((object): readonly Difference[] => {
    const namespace = textAt(object, "metadata", "namespace");
    if (known.has(liveKey(object)) || (namespace !== undefined && !namespaces.has(namespace))) return [];
    const tool = listAt(object, "metadata", "managedFields").length === 0 ? undefined : madeByHand(object);
    const [kind, name] = [textAt(object, "kind") ?? "", textAt(object, "metadata", "name") ?? ""];
    return tool === undefined
      ? []
      : [{ object: `${site}/${namespace ?? "_cluster"}/${kind}/${name}`, why: `was made by hand, with ${tool}` }];
  });
