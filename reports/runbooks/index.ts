import { drill } from "./drill";
import { dumps } from "./dumps";
import { failback } from "./failback";
import { failover } from "./failover";
import { journal } from "./journal";
import { keyRotation } from "./key-rotation";
import { onBoarding } from "./on-boarding";
import { rebuild } from "./rebuild";
import { restore } from "./restore";
import type { RunbookFacts } from "./runbook-facts";
import { plannedSwitch } from "./switch";

export type { OnBoarding } from "./on-boarding";
export type { PeoplesKeys } from "./peoples-remote";
export type { RunbookBucket, RunbookFacts, RunbookSite } from "./runbook-facts";

/** Every runbook of an environment by its file name, in its own names and commands. */
export const runbooks = (facts: RunbookFacts): Readonly<Record<string, string>> => ({
  "drill.md": drill(facts),
  ...(facts.dumps === undefined ? {} : { "dumps.md": dumps(facts, facts.dumps) }),
  ...(facts.journal === undefined ? {} : { "journal.md": journal(facts, facts.journal) }),
  "key-rotation.md": keyRotation(facts),
  ...(facts.onBoarding === undefined ? {} : { "on-boarding.md": onBoarding(facts, facts.onBoarding) }),
  "restore.md": restore(facts),
  ...ofSites(facts),
});

/** What can be done depends on what the other site does now. */
function ofSites(facts: RunbookFacts): Readonly<Record<string, string>> {
  const { other, serving } = facts;
  if (other === undefined) return { "rebuild.md": rebuild(facts) };
  switch (other.kind) {
    case "follows":
      return {
        "failover.md": failover(facts, other.site),
        "failback.md": failback(facts, serving, other.site),
        "switch.md": plannedSwitch(facts, other.site),
      };
    case "lost":
      return { "failback.md": failback(facts, other.site, serving), "rebuild.md": rebuild(facts) };
  }
}
