import { aboveInfrastructure, apply, databaseStatus, fenceDatabases, kubectl, preamble, stopWriters } from "./commands";
import { carryObjects } from "./carry-objects";
import { document, heading, shell, step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** A lost site is back: it is fenced, built anew from the one that serves, and follows; the way home is a planned switch. */
export const failback = (facts: RunbookFacts, lost: RunbookSite, survivor: RunbookSite): string => {
  const { environment, page, databaseClusters, databaseNamespace } = facts;
  // The first site of the page is the primary, whichever of the two is written about.
  const primaryLost = facts.primaryServes === (facts.serving.id === lost.id);
  return document(
    heading(`Fail-back of ${environment}: ${lost.region} is back, ${survivor.region} serves`),
    `After \`failover.md\`. What ${lost.region} holds is older than what ${survivor.region} holds, and must never be written to again: keep it out until step 3.`,
    shell(preamble(facts, [lost, survivor])),
    step(1, `Keep ${lost.region} from writing`, "Before anything else, the moment its API answers.", [
      ...stopWriters(facts, lost),
      ...fenceDatabases(facts, lost),
    ]),
    step(
      2,
      `Say in the facts that ${lost.region} follows, and that its databases begin anew`,
      `In ${page}: \`active: "${primaryLost ? "standby-followed" : "primary"}"\`, and \`rebuilt: { ${primaryLost ? "primary" : "standby"}: 1 }\` (one more than it says). Each life of a database archives into a folder of its own, because the old one is locked.`,
      [`npx bestek synth ${environment}`],
    ),
    step(
      3,
      "Remove the old databases",
      "Their volumes go with them. Their archive stays, locked, for as long as backups are kept.",
      databaseClusters.flatMap((cluster) => [
        `${kubectl(lost, databaseNamespace)} delete cluster.postgresql.cnpg.io ${cluster}`,
        `${kubectl(lost, databaseNamespace)} delete persistentvolumeclaim --selector cnpg.io/cluster=${cluster}`,
      ]),
    ),
    step(
      4,
      "Apply the buckets of both, then the site that follows",
      `The survivor's rules copy what is written from now on to ${lost.region}; the databases begin with ${survivor.region}'s archive.`,
      [
        ...apply([lost.infrastructure, survivor.infrastructure]),
        ...apply(aboveInfrastructure(lost)),
        ...databaseStatus(facts, lost),
      ],
    ),
    step(
      5,
      "Carry the objects over that were written meanwhile",
      "A rule copies new objects only. `copy` adds and never deletes; run it until it finds nothing more.",
      facts.buckets.flatMap((bucket) => carryObjects(facts, bucket, survivor, lost)),
    ),
    `Go home at a quiet hour with \`switch.md\`: no loss, no new life for any database.`,
  );
};
