import type { DegradationPlan } from "../../../language";
import { pen, type Check, type Finding } from "../../check";
import type { Facts } from "../../facts";
import { cycleFrom } from "./cycles";
import { dependenciesOf, type Dependency } from "./dependencies";
import { StandingPods } from "./standing";

const id = "degradation";
const ours = pen(id);

/**
 * Every service says what it does without each thing that its flows lead to. Those without which it refuses form no circle, which
 * could never start, and none is one pod that a node takes with it, unless the plan names it with a reason. That what has
 * several pods keeps enough of them, and over zones, is for `hardening` and `recovery-databases`.
 */
export const degradation: Check = {
  id,
  title:
    "Services say what they do without each other, none waits for itself, and what they can't do without has a second",
  controls: ["A.5.30", "A.8.14"],
  judge: (facts) => {
    const { degradation: declared } = facts.plan;
    if (declared === undefined) return [];
    const standing = new StandingPods(facts);
    return [
      ...[...dependenciesOf(facts)].flatMap(([service, dependencies]) =>
        ours.sum(`service/${service}`, {
          failures: [
            ...undeclared(declared, service, dependencies),
            ...circle(declared, service),
            ...dependencies
              .filter(({ name }) => declared.services[service]?.[name]?.kind === "refuses")
              .flatMap((dependency) => missing(facts, standing, declared, dependency)),
          ],
        }),
      ),
      ...Object.entries(facts.plan.podSets).flatMap(([podSet, set]) => {
        if (declared.services[podSet.split("/")[0] ?? ""] === undefined && declared.alone[podSet] === undefined)
          return [];
        const stands = standing.of(podSet, set);
        if (stands.length === 0) return [];
        const single = stands.filter(({ replicas }) => replicas < 2);
        const reason = declared.alone[podSet];
        if (single.length === 0) return [ours.pass(podSet)];
        return reason === undefined
          ? single.map(({ object }) =>
              ours.fail(podSet, {
                where: object,
                value: 1,
                why: "is one pod that a node takes with it",
                wayOut: "plan a second, or say with the workload (alone) why there can be none",
              }),
            )
          : [ours.pass(podSet, `alone: ${reason}`)];
      }),
    ];
  },
};

const undeclared = (
  { services }: DegradationPlan,
  service: string,
  dependencies: readonly Dependency[],
): readonly Finding[] =>
  dependencies
    .filter(({ name }) => services[service]?.[name] === undefined)
    .map(({ name }) => ({
      where: `without.${name}`,
      why: "is not declared, though the service opens connections to it",
      wayOut: "say in the service's definition whether it continues or refuses without it",
    }));

function circle(declared: DegradationPlan, service: string): readonly Finding[] {
  const way = cycleFrom(declared, service);
  return way === undefined
    ? []
    : [
        {
          where: "without",
          value: way.join(" -> "),
          why: "waits for itself: after an outage none of them could start",
          wayOut: "let one of them continue without the next",
        },
      ];
}

/** Hard dependencies that no object keeps up. */
const missing = (
  { plan }: Facts,
  standing: StandingPods,
  { alone }: DegradationPlan,
  { name, podSets }: Dependency,
): readonly Finding[] =>
  podSets.flatMap((podSet) => {
    const set = plan.podSets[podSet];
    const stands = set === undefined ? [] : standing.of(podSet, set);
    const finding = (where: string, why: string): readonly Finding[] => [
      { where, why, wayOut: "plan a second, or say with the workload (alone) why there can be none" },
    ];
    if (stands.length === 0) return finding(`without.${name}: ${podSet}`, "is a hard dependency that nothing keeps up");
    if (alone[podSet] !== undefined) return [];
    return stands
      .filter(({ replicas }) => replicas < 2)
      .flatMap(({ object }) => finding(object, `is one pod, and the service refuses without ${name}`));
  });
