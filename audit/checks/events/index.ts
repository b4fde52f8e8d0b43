import { pen, type Check } from "../../check";
import { agentFindings } from "./agents";
import { realmFindings, realms } from "./realms";
import { makers } from "./makers";

const id = "events";
const ours = pen(id);

/**
 * Events of whoever lets people in and of whoever hands out secrets reach the log that nobody rewrites: both tell of them, the agents of every site hand
 * them on, and nothing on the way lets go of one that is not taken. That their takers are reached, and that what they write stays, other checks judge.
 */
export const events: Check = {
  id,
  title: "Sign-ins, administration and requests for secrets are told, and handed on until they are taken",
  controls: ["A.8.15", "A.8.16"],
  applies: ({ plan }) => Object.keys(plan.handed).length > 0,
  judge: (facts) => [
    ...realms(facts).flatMap((realm) => ours.sum(realm, { failures: realmFindings(facts, realm) })),
    ...makers(facts).flatMap(({ object, failures }) => ours.sum(object, { failures })),
    ...Object.entries(facts.releases).flatMap(([object, release]) =>
      release.chart === "alloy" ? ours.sum(object, { failures: agentFindings(facts.plan.handed, release) }) : [],
    ),
  ],
};
