import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt } from "../../facts/json";
import { chartFindings } from "./charts";
import { declaredImages, imageFindings } from "./images";
import { mentions } from "./mentions";
import { providerVerdicts } from "./providers";
import { pullSecrets } from "./pull-secrets";
import type { Judgement } from "./judgement";

const id = "mirror";
const ours = pen(id);

/** A platform starts without its publishers: whatever it pulls lies in the environment's mirror, and it may pull it there. */
export const mirror: Check = {
  id,
  title: "Every image, chart and provider comes from the environment's mirror, and pods may pull from it",
  controls: ["A.5.21", "A.5.23"],
  judge: (facts) => [...fromRegistry(facts), ...providerVerdicts(facts, ours)],
};

function fromRegistry(facts: Facts): readonly Verdict[] {
  const host = mirrorOf(facts);
  if (host === undefined) {
    return [
      ours.undecided(facts.environment, {
        where: "plan.environment.mirror",
        why: "is missing, so that nothing can be compared with it",
        wayOut: "write the mirror's host into the plan as environment.mirror",
      }),
    ];
  }
  const judgements: readonly Judgement[] = [
    ...imageFindings(facts, host),
    ...declaredImages(facts, host),
    ...chartFindings(facts, host),
    ...mentions(facts, host),
    ...pullSecrets(facts),
  ];
  return judgements.flatMap(({ object, ...findings }) => ours.sum(object, findings));
}

/** Host of the mirror, where the plan names it. */
const mirrorOf = ({ plan }: Facts): string | undefined =>
  textAt(plan.environment, "mirror") ?? textAt(plan.environment, "registry", "mirror");
