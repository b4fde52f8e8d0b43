import {
  aboveInfrastructure,
  apply,
  identityStacks,
  databaseStatus,
  kubectl,
  preamble,
  runNow,
  stopWriters,
  vaultToken,
} from "./commands";
import { document, heading, shell, step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** Both sites stand, and change places: with tokens nothing is lost and nothing is built anew. */
export const plannedSwitch = (facts: RunbookFacts, standby: RunbookSite): string => {
  const { environment, serving, page, databaseClusters, databaseNamespace, secretsNamespace, snapshotJobs } = facts;
  const active = facts.primaryServes ? "standby-followed" : "primary";
  return document(
    heading(`Switch of ${environment} from ${serving.region} to ${standby.region}, both standing`),
    "For maintenance, for a drill, and for the way back after a failover. Nothing is lost; people wait for about a quarter of an hour, and for as long as objects need to arrive.",
    shell(preamble(facts, [serving, standby])),
    step(
      1,
      "Stop what writes",
      "Then wait until copies of objects have arrived: OVHcloud takes about 15 minutes and promises nothing, AWS and Azure show the lag in their metrics.",
      stopWriters(facts, serving),
    ),
    step(2, "Take a last snapshot of the secrets and read it back", "In this order.", [
      ...runNow(serving, secretsNamespace, snapshotJobs.save, "last-save"),
      ...runNow(standby, secretsNamespace, snapshotJobs.follow, "last-follow"),
    ]),
    step(
      3,
      "Demote, then promote with the token",
      "The token says how far the old primary came. `primary` and `promotionToken` go in one change: without the token the old primary would have to be built anew (CloudNativePG, distributed topology).",
      databaseClusters.flatMap((cluster) => [
        `${kubectl(serving, databaseNamespace)} patch cluster.postgresql.cnpg.io ${cluster} --type=merge --patch '{"spec":{"replica":{"primary":"${standby.id}"}}}'`,
        `until TOKEN="$(${kubectl(serving, databaseNamespace)} get cluster.postgresql.cnpg.io ${cluster} --output=jsonpath='{.status.demotionToken}')" && [ -n "$TOKEN" ]; do sleep 5; done`,
        `${kubectl(standby, databaseNamespace)} patch cluster.postgresql.cnpg.io ${cluster} --type=merge --patch "{\\"spec\\":{\\"replica\\":{\\"primary\\":\\"${standby.id}\\",\\"promotionToken\\":\\"$TOKEN\\"}}}"`,
      ]),
    ),
    step(4, "Say in the facts which site serves", `In ${page}: \`active: "${active}"\`.`, [
      `npx bestek synth ${environment}`,
    ]),
    step(
      5,
      "Apply both sites, names before trust",
      `First the buckets of ${standby.region}'s follower, so that its rules find them; then the site that serves now, then names, then the site that follows.`,
      [
        ...apply([serving.infrastructure, standby.infrastructure]),
        ...apply(aboveInfrastructure(standby)),
        ...databaseStatus(facts, standby),
        ...apply([facts.dns]),
        ...vaultToken(facts, standby),
        ...apply([facts.trust, ...identityStacks(facts)]),
        ...apply(aboveInfrastructure(serving)),
        ...databaseStatus(facts, serving),
      ],
    ),
    step(
      6,
      "Take the token out",
      "It has done its work, and the audit refuses one that is left over.",
      databaseClusters.map(
        (cluster) =>
          `${kubectl(standby, databaseNamespace)} patch cluster.postgresql.cnpg.io ${cluster} --type=json --patch '[{"op":"remove","path":"/spec/replica/promotionToken"}]'`,
      ),
    ),
  );
};
