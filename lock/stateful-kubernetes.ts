import { footprints, statefulKind, type StatefulType } from "../catalog";
import type { Facts, KubernetesFact } from "../audit";
import { at, listAt, textAt } from "../audit/facts/json";
import type { Stateful } from "./lock-file";
import { literal } from "./stateful-terraform";

/** Stands in an id in the place of the site, for what a failover takes along. */
const servingSite = "serving-site";

/** An object that keeps something. */
export interface StatefulObject {
  /** As in the lock. */
  readonly id: string;
  readonly fact: KubernetesFact;
  readonly entry: Stateful;
}

/** Objects that keep something, with the namespaces that hold such objects. */
export function statefulObjects({ kubernetes }: Facts): readonly StatefulObject[] {
  const kept = Object.entries(kubernetes).flatMap(([id, fact]) => {
    const type = typeOf(fact);
    return type === undefined || fact.kind === "Namespace" || !claims(fact)
      ? []
      : [{ id: lockId(id, fact, type), fact, entry: entryOf(fact, type) }];
  });
  const homes = new Set([
    ...kept.map(({ fact: { site, namespace } }) => `${site}/${namespace ?? ""}`),
    ...[...new Set(Object.values(kubernetes).map(({ site }) => site))].flatMap((site) =>
      componentsWithVolumes.map(({ namespace }) => `${site}/${namespace}`),
    ),
  ]);
  const namespaces = Object.entries(kubernetes).flatMap(([id, fact]) => {
    const type = typeOf(fact);
    return fact.kind === "Namespace" && type !== undefined && homes.has(`${fact.site}/${fact.name}`)
      ? [{ id, fact, entry: entryOf(fact, type) }]
      : [];
  });
  return [...kept, ...namespaces];
}

const lockId = (id: string, { site }: KubernetesFact, { followsTheServingSite }: StatefulType): string =>
  followsTheServingSite === true ? `${servingSite}${id.slice(site.length)}` : id;

/** Third-party components whose pods keep something on volumes. */
export const componentsWithVolumes = Object.values(footprints).filter(({ pods }) =>
  Object.values(pods).some(({ volumes }) => volumes > 0),
);

const typeOf = ({ kind, object }: KubernetesFact): StatefulType | undefined =>
  statefulKind({ apiVersion: textAt(object, "apiVersion") ?? "", kind });

/** A StatefulSet without volumes has nothing but names for its pods. */
const claims = ({ kind, object }: KubernetesFact): boolean =>
  kind !== "StatefulSet" || listAt(object, "spec", "volumeClaimTemplates").length > 0;

function entryOf({ object, site }: KubernetesFact, type: StatefulType): Stateful {
  const { holds, identity: paths, followsTheServingSite } = type;
  const volumes = listAt(object, "spec", "volumeClaimTemplates").flatMap((claim) => {
    const name = textAt(claim, "metadata", "name");
    return name === undefined
      ? []
      : [[`volume ${name}`, textAt(claim, "spec", "storageClassName") ?? "default"] as const];
  });
  const fields = paths.flatMap((path) => {
    const value = literal(at(object, ...path.split(".")));
    return value === undefined ? [] : [[path, value] as const];
  });
  const identity = Object.fromEntries([...fields, ...volumes]);
  return {
    holds,
    ...(followsTheServingSite === true ? {} : { site }),
    ...(Object.keys(identity).length === 0 ? {} : { identity }),
  };
}
