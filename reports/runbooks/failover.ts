import {
  aboveInfrastructure,
  apply,
  identityStacks,
  databaseStatus,
  fenceDatabases,
  preamble,
  runNow,
  stopWriters,
  vaultToken,
} from "./commands";
import { document, heading, list, shell, step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** The site that serves is gone, and the other one takes over: databases come without tokens, and names move last. */
export const failover = (facts: RunbookFacts, standby: RunbookSite): string => {
  const { environment, serving, page, secretsNamespace, snapshotJobs, dns, trust } = facts;
  return document(
    heading(`Failover of ${environment}: ${serving.region} is gone, ${standby.region} takes over`),
    `Only where ${serving.region} can't be had back in time: what it did not archive is lost, and its databases must be built anew afterwards. Where both sites stand, switch with tokens instead: see \`switch.md\`. Write down when you begin, who decided, and when each step is done.`,
    `Planned with: ${facts.steps.map(({ step: name, takes }) => `${name} ${takes}`).join(", ")}.\n\n${list(facts.loss.map(({ store, lost }) => `${store}: ${lost}`))}`,
    shell(preamble(facts, [standby])),
    step(
      1,
      `Fence ${serving.region}`,
      "Two sites that write are worse than none. Run this against whatever is left of it; where its API does not answer, take its public address off the load balancer in the cloud's control panel, and write down that you did.",
      [...serving.login, ...stopWriters(facts, serving), ...fenceDatabases(facts, serving)],
    ),
    step(
      2,
      "Read the last snapshot of the secrets back",
      `It lies in ${serving.archive.bucket}, in ${serving.archive.region}: nothing of ${serving.region} is asked.`,
      runNow(standby, secretsNamespace, snapshotJobs.follow, "last-follow"),
    ),
    step(
      3,
      "Say in the facts which site serves",
      `In ${page}: \`active: "${facts.primaryServes ? "standby" : "primary"}"\`. From here on nothing of ${standby.region} reads, writes or waits for anything of ${serving.region}.`,
      [`npx bestek synth ${environment}`],
    ),
    ...endCopies(facts, standby),
    step(
      4,
      `Apply ${standby.region}`,
      "The first ends the following of secrets and begins their saving; the second promotes the databases; the others start what serves. None reads a state or a bucket of the lost site.",
      [
        ...apply(aboveInfrastructure(standby).slice(0, 2)),
        ...databaseStatus(facts, standby),
        ...apply(aboveInfrastructure(standby).slice(2)),
      ],
    ),
    step(
      5,
      "Move the names, last",
      `Clients follow within a minute. A customer who keeps the zone gets the records from \`terraform -chdir=cdktf.out/stacks/${dns} output -raw zone_file\`.`,
      [...apply([dns]), `dig +short ${facts.secretsHost}`],
    ),
    step(
      6,
      "Revoke what the lost site could still use",
      `Under its new name ${facts.secretsServer.title} gives up the lost site's keys to object storage; identities are the same, and applying them shows no change.`,
      [...vaultToken(facts, standby), ...apply([trust, ...identityStacks(facts)])],
    ),
    `Then: \`failback.md\`. Until the lost site follows again, no bucket is copied anywhere.`,
  );
};

/** At Azure nobody but the copier may write copies while its policy lives, and the policy has two ends: this one is ours to end. */
function endCopies({ protocol, buckets, environment }: RunbookFacts, standby: RunbookSite): readonly string[] {
  if (protocol === "s3") return [];
  const accounts = new Set(
    buckets.flatMap(({ names }) => /^https:\/\/([^.]+)\./.exec(names[standby.id] ?? "")?.[1] ?? []),
  );
  const group = `${environment}-objects-${standby.id}`;
  return [
    "Before step 4, end the copying of objects to this site: Azure lets nobody write copies while its policy lives.",
    shell(
      [...accounts].map(
        (account) =>
          `for POLICY in $(az storage account or-policy list --account-name ${account} --resource-group ${group} --query "[].policyId" --output tsv); do az storage account or-policy delete --account-name ${account} --resource-group ${group} --policy-id "$POLICY"; done`,
      ),
    ),
  ];
}
