import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt, textsAt } from "../../facts/json";
import { excuse, excuseNotes, idleExcuses } from "../../workloads/exception";
import { Neighbours } from "../../workloads/neighbours";
import { podTemplates, type PodTemplate } from "../../workloads/pod-template";
import { noCapabilities, probes, readOnlyRoot, resources } from "./containers";
import { disruptionBudget, zoneSpread } from "./replicas";
import type { Rule } from "./rule";

const id = "hardening";
const ours = pen(id);

const rules: readonly Rule[] = [resources, probes, disruptionBudget, zoneSpread, readOnlyRoot, noCapabilities];

/** House rules beyond Pod Security, each with visible exceptions; and every change made by a patch, with its reason. */
export const hardening: Check = {
  id,
  title: "Pods are bounded, probed, spread and unchangeable; exceptions and patches give their reasons",
  controls: ["A.8.6", "A.8.9", "A.8.14"],
  judge: (facts) => {
    const neighbours = new Neighbours(facts);
    return [...podTemplates(facts).flatMap((pod) => judgePod(pod, neighbours)), ...patches(facts)];
  },
};

function judgePod(pod: PodTemplate, neighbours: Neighbours): readonly Verdict[] {
  const broken = rules
    .filter((rule) => excuse(pod.annotations, rule.id) === undefined)
    .flatMap((rule) => rule.judge(pod, neighbours));
  const idle = idleExcuses(pod.annotations).map(([key, why]) => ({
    where: `metadata.annotations.${key}`,
    why,
    wayOut: `excuse from one of ${rules.map((rule) => rule.id).join(", ")} with a reason, or remove it`,
  }));
  const notes = excuseNotes(pod.annotations);
  return ours.sum(pod.object, { failures: [...broken, ...idle] }, notes.length === 0 ? undefined : notes.join("; "));
}

const patches = ({ kubernetes }: Facts): readonly Verdict[] =>
  Object.entries(kubernetes).flatMap(([object, fact]) => {
    if (textAt(fact.object, "metadata", "annotations", "bestek.eu/patched") === undefined) return [];
    const reason = textsAt(fact.object, "metadata", "annotations")["bestek.eu/patched"]?.trim() ?? "";
    return ours.sum(
      object,
      {
        failures:
          reason === ""
            ? [
                {
                  where: "metadata.annotations.bestek.eu/patched",
                  why: "gives no reason",
                  wayOut: "say why the object is patched",
                },
              ]
            : [],
      },
      `patched: ${reason}`,
    );
  });
