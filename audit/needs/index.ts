import type { Facts } from "../facts";
import { accountNeeds } from "./accounts";
import { auditLogNeeds } from "./audit-log";
import { azureNeeds } from "./azure";
import { homeserverNeeds } from "./homeserver";
import { laterNeeds } from "./later";
import { limitNeeds } from "./limits";
import { mailNeeds } from "./mail";
import { nameNeeds } from "./names";
import { needGroups, type Need } from "./need";
import { programNeeds } from "./programs";
import { quotaNeeds, type PlanNumbers } from "./quota";
import { registryNeeds } from "./registry";
import { stateNeeds } from "./state";
import { variableNeeds } from "./variables";

export { needGroups, type Need, type NeedCheck, type NeedGroup } from "./need";
export { leastPolicies, type LeastPolicy } from "./policies";
export type { PlanNumbers } from "./quota";

/** Everything that a person must supply before an environment can be applied, in the order in which it is needed. */
export function needsOf(facts: Facts, numbers: PlanNumbers): readonly Need[] {
  const needs = [
    ...programNeeds(facts),
    ...registryNeeds(facts),
    ...stateNeeds(facts),
    ...accountNeeds(facts),
    ...auditLogNeeds(facts),
    ...azureNeeds(facts),
    ...quotaNeeds(facts, numbers),
    ...limitNeeds(facts, numbers),
    ...variableNeeds(facts),
    ...nameNeeds(facts),
    ...homeserverNeeds(facts),
    ...mailNeeds(facts),
    ...laterNeeds(facts),
  ];
  return needGroups.flatMap((group) => needs.filter((need) => need.group === group));
}
