import { kubectl, preamble, runNow } from "./commands";
import { document, heading, list, shell, step } from "./markdown";
import type { RunbookFacts } from "./runbook-facts";

/** What no file shows: that it works, and how long it takes. Twice a year, and after every change of a site. */
export const drill = (facts: RunbookFacts): string => {
  const { environment, serving, other, secretsNamespace, snapshotJobs, databaseNamespace, databaseClusters } = facts;
  return document(
    heading(`Drill in ${environment}`),
    "Every time in the plan is an estimate until a drill has replaced it. Write down the date, who took part, and for each step when it began and ended; the plan's figures take their numbers from there.",
    list(facts.steps.map(({ step: name, takes }) => `${name}: planned ${takes}, measured ____`)),
    shell(preamble(facts, other === undefined || other.kind === "lost" ? [serving] : [serving, other.site])),
    step(
      1,
      "A pod and a data centre",
      "The primary instance goes; another one leads. Count from the first failed write to the first that succeeds.",
      databaseClusters.flatMap((cluster) => [
        `PRIMARY="$(${kubectl(serving, databaseNamespace)} get cluster.postgresql.cnpg.io ${cluster} --output=jsonpath='{.status.currentPrimary}')"`,
        `${kubectl(serving, databaseNamespace)} delete pod "$PRIMARY" --grace-period=0 --force`,
        `${kubectl(serving, databaseNamespace)} wait cluster.postgresql.cnpg.io/${cluster} --for=condition=Ready --timeout=15m`,
      ]),
    ),
    step(
      2,
      "A backup can be read",
      "As in `restore.md`, to a moment an hour ago; count the rows of one table. A backup that nobody has read is a hope.",
    ),
    ...(other === undefined || other.kind === "lost"
      ? [
          step(
            3,
            "A rebuild",
            "As in `rebuild.md`, as another environment in a test account, from a copy of the backups. This measures provision and restore.",
          ),
        ]
      : [
          step(
            3,
            "The secrets have arrived at the other site",
            "The job of the last hour succeeded, and so does one now.",
            runNow(other.site, secretsNamespace, snapshotJobs.follow, "drill-follow"),
          ),
          step(
            4,
            "A switch, and back",
            `As in \`switch.md\`, to ${other.site.region} and a day later home. This measures decide, promote, applications and names. A failover without tokens is drilled on another stage of the environment, because its databases must be built anew.`,
          ),
        ]),
    step(
      5,
      "The alarm",
      `Block the public address of ${serving.region} for three minutes: the alarm must come from outside the region.`,
    ),
  );
};
