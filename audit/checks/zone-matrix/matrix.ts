import { openTo, standingExceptions, type End } from "../../../catalog";
import type { Flow, Party } from "../../../language";
import type { Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";

/** Every declared flow is one that the zone matrix, or a standing exception to it, allows. */
export function judgeMatrix({ plan }: Facts, { pass, fail }: Pen): readonly Verdict[] {
  const users = new Map<string, string[]>();
  const verdicts = Object.entries(plan.flows).map(([id, flow]) => {
    const object = `plan/flow/${id}`;
    const unknown = [flow.from, flow.to].filter(
      (party) => party.kind === "pods" && !Object.hasOwn(plan.podSets, party.id),
    );
    const [stranger] = unknown;
    if (stranger?.kind === "pods") {
      return fail(object, {
        where: "plan flows",
        value: stranger.id,
        why: "is a set of pods that the plan doesn't know",
        wayOut: "add it to podSets, or remove the flow",
      });
    }
    const from = endOf(flow.from, plan.podSets);
    const to = endOf(flow.to, plan.podSets);
    const verdict = openTo([from, ...doorOf(flow.from, plan.podSets)], to, flow.port);
    switch (verdict.kind) {
      case "allowed":
        users.set(verdict.by, [...(users.get(verdict.by) ?? []), id]);
        return pass(object);
      case "forbidden":
        return fail(object, {
          where: "plan flows",
          value: `${writeEnd(flow.from, from)} -> ${writeEnd(flow.to, to)} ${flow.protocol} ${String(flow.port)}`,
          why: `is forbidden by the zone matrix, and no standing exception allows it (${flow.because})`,
          wayOut: "go through a zone that may, or add a standing exception with its reason",
        });
    }
  });
  const exceptions = standingExceptions.flatMap(({ id, reason }) => {
    const flows = users.get(id);
    return flows === undefined
      ? []
      : [pass(`catalog/exception/${id}`, `standing exception ${id}: ${reason}; used by ${flows.join(", ")}`)];
  });
  return [...verdicts, ...exceptions];
}

function endOf(party: Party, podSets: Facts["plan"]["podSets"]): End {
  switch (party.kind) {
    case "pods":
      // Strangers were refused before.
      return podSets[party.id]?.zone ?? "all-pods";
    case "all-pods":
    case "internet":
    case "load-balancers":
    case "nodes":
    case "kubernetes-api":
    case "cluster-dns":
    case "object-storage":
    case "key-service":
      return party.kind;
  }
}

/** Who opens a door to management does so beside what its zone may. */
function doorOf(party: Party, podSets: Facts["plan"]["podSets"]): readonly End[] {
  const door = party.kind === "pods" ? podSets[party.id]?.door : undefined;
  return door === undefined ? [] : [door];
}

const writeEnd = (party: Flow["from"], end: End): string =>
  party.kind === "pods" ? `${party.id} (${end})` : party.kind;
