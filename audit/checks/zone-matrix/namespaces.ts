import { zones } from "../../../language";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { listAt, membersAt, textAt, type Json } from "../../facts/json";
import { systemNamespace, type Site } from "../../network/site";

const label = "bestek.eu/zone";

/** Namespaces of Kubernetes itself, which no file of ours makes. */
const systemNamespaces = [systemNamespace, "kube-public", "kube-node-lease"];

/** Every namespace lies in the zone that the plan gives it, and is closed in both directions until a policy opens it. */
export function judgeNamespaces(facts: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const objects = Object.entries(facts.kubernetes).filter(([, fact]) => fact.site === site.name);
  const made = new Map(objects.flatMap(([id, fact]) => (fact.kind === "Namespace" ? [[fact.name, { id, fact }]] : [])));
  const used = objects.flatMap(([, { namespace }]) => namespace ?? []);
  const planned = site.isPrimary ? Object.keys(facts.plan.namespaces) : [];
  const names = [...new Set([...made.keys(), ...used, ...planned])]
    .filter((name) => !systemNamespaces.includes(name) && (site.focus === undefined || isOwn(facts, name)))
    .sort();
  return names.flatMap((name) => {
    const namespace = made.get(name);
    const id = namespace?.id ?? `${site.name}/_cluster/Namespace/${name}`;
    if (namespace === undefined) return sum(id, { failures: [missing(name, planned.includes(name))] });
    return sum(id, { failures: [...zoneFindings(facts, site, name, namespace.fact), ...openDirections(site, name)] });
  });
}

/** True for a namespace that the part of the plan in question has; what a tenant puts into others is judged elsewhere. */
const isOwn = ({ plan }: Facts, name: string): boolean => Object.hasOwn(plan.namespaces, name);

const missing = (name: string, isPlanned: boolean): Finding => ({
  where: "kind Namespace",
  value: name,
  why: isPlanned ? "is planned, but no file makes it" : "is used, but no file makes it",
  wayOut: `add a Namespace "${name}" with the label ${label}`,
});

function zoneFindings(
  { plan }: Facts,
  { podSets }: Site,
  name: string,
  { object }: KubernetesFact,
): readonly Finding[] {
  const where = `metadata.labels.${label}`;
  const zone = textAt(object, "metadata", "labels", label);
  const planned = plan.namespaces[name];
  if (zone === undefined)
    return [{ where, why: "is missing", wayOut: `label the namespace with one of: ${zones.join(", ")}` }];
  if (!zones.some((known) => known === zone)) {
    return [{ where, value: zone, why: "is no zone", wayOut: `use one of: ${zones.join(", ")}` }];
  }
  if (planned === undefined) {
    return [
      {
        where,
        value: zone,
        why: `is the zone of "${name}", which the plan doesn't know`,
        wayOut: "plan the namespace, or remove it",
      },
    ];
  }
  return [
    ...(planned.zone === zone
      ? []
      : [
          {
            where,
            value: zone,
            why: `differs from the plan, which says "${planned.zone}"`,
            wayOut: "synthesize again from the plan",
          },
        ]),
    ...(podSets.get(name) ?? [])
      .filter(([, set]) => set.zone !== planned.zone)
      .map(([id, set]) => ({
        where: `plan podSets.${id}.zone`,
        value: set.zone,
        why: `differs from the namespace, which lies in "${planned.zone}"`,
        wayOut: "move the pods to a namespace of their zone",
      })),
  ];
}

/** Directions in which some pod of the namespace could be selected by no policy. */
function openDirections({ reachability }: Site, name: string): readonly Finding[] {
  const closing = reachability.policiesIn(name).filter(({ podSelector }) => selectsAll(podSelector));
  return (["Ingress", "Egress"] as const)
    .filter((direction) => !closing.some(({ directions }) => directions.includes(direction)))
    .map((direction) => ({
      where: `namespace ${name}`,
      why: `has no NetworkPolicy that selects every pod for ${direction}, so that a pod without a policy is open`,
      wayOut: `add a policy with an empty podSelector and policyTypes ["Ingress", "Egress"]`,
    }));
}

const selectsAll = (selector: Json | undefined): boolean =>
  membersAt(selector, "matchLabels").length === 0 && listAt(selector, "matchExpressions").length === 0;
