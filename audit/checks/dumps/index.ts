import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt } from "../../facts/json";
import { grouped } from "../../grouped";
import { bucketFacts } from "../../recovery/buckets";
import type { BucketFact } from "../../recovery/bucket";
import { alertRulesAt } from "../../workloads/alert-rules";
import { tenantDatabases } from "./databases";
import { dumpJobs, type DumpJob } from "./job";
import { roleFindings } from "./role";
import { carriedBy, sealingFindings } from "./sealing";

const id = "dumps";
const ours = pen(id);

/** Five fields of cron that come once a week or more often. */
const weekly = /^\S+ \S+ \* \* \S+$/;

/**
 * Each database of a tenant's is dumped every week into a locked archive, encrypted before it leaves the pod under a key that neither the job nor
 * anybody in the cluster gets again. Databases that all tenants share are no tenant's: backups alone hold them.
 */
export const dumps: Check = {
  id,
  title: "Every tenant's databases are dumped into a locked archive, closed by keys that the cluster can't open again",
  controls: ["A.5.33", "A.8.13", "A.8.24"],
  applies: (facts) => tenantDatabases(facts).length > 0,
  judge: (facts) => {
    const jobs = grouped(dumpJobs(facts), (job) => key(job));
    const buckets = bucketFacts(facts);
    const watched = watchedJobs(facts);
    return tenantDatabases(facts).flatMap(({ object, site, name, cluster, tenant, writes }): readonly Verdict[] => {
      if (!writes) return [];
      const own = jobs.get(key({ site, database: name })) ?? [];
      const [job] = own;
      if (job === undefined) {
        return [
          ours.fail(object, {
            where: "dump",
            value: name,
            why: "is made by no job at the site that writes the database",
            wayOut: "synthesize the environment again; where it stays, report it",
          }),
        ];
      }
      return own.flatMap((each) =>
        ours.sum(each.object, {
          failures: [
            ...turnFindings(each, cluster),
            ...(watched.has(`${each.site}/${each.pod.fact.name}`) ? [] : [unwatched]),
            ...sealingFindings(facts, each),
            ...roleFindings(facts, each, tenant),
            ...placeFindings(facts, each, tenant, buckets),
          ],
        }),
      );
    });
  },
};

const key = ({ site, database }: Pick<DumpJob, "site" | "database">): string => `${site}/${database}`;

const unwatched: Finding = {
  where: "alert",
  why: "tells nobody when no dump was made since its last turn",
  wayOut: "watch the time of the job's last success",
};

/** Jobs whose last success an alert of their site looks at; read once, because a shared platform has thousands of both. */
const watchedJobs = (facts: Facts): ReadonlySet<string> =>
  new Set(
    Object.keys(facts.plan.sites).flatMap((site) =>
      alertRulesAt(facts, site).flatMap((rule) => {
        const expression = textAt(rule, "expr") ?? "";
        const [, job] = /kube_cronjob_status_last_successful_time\{[^}]*cronjob="([^"]+)"/.exec(expression) ?? [];
        return textAt(rule, "alert") === undefined || job === undefined ? [] : [`${site}/${job}`];
      }),
    ),
  );

function turnFindings({ schedule, suspended, host }: DumpJob, cluster: string): readonly Finding[] {
  return [
    ...(suspended
      ? [
          {
            where: "spec.suspend",
            value: true,
            why: "keeps the dump from being made",
            wayOut: "let it run where data are written",
          },
        ]
      : []),
    ...(weekly.test(schedule)
      ? []
      : [{ where: "spec.schedule", value: schedule, why: "comes less than once a week", wayOut: "dump every week" }]),
    ...(host.startsWith(`${cluster}-`)
      ? []
      : [
          {
            where: "PGHOST",
            value: host,
            why: `is not the cluster ${cluster} that holds the database`,
            wayOut: "dump it from there",
          },
        ]),
  ];
}

/** Dumps of a tenant lie below its own name, in a bucket that is locked. */
function placeFindings(
  { plan }: Facts,
  job: DumpJob,
  tenant: string,
  buckets: ReadonlyMap<string, BucketFact>,
): readonly Finding[] {
  const final = textAt(plan.environment, "stage") === "production";
  return carriedBy(job).flatMap(({ part, bucket, object }) => {
    const lock = buckets.get(bucket)?.lock;
    return [
      ...(object.startsWith(`dumps/${tenant}/`)
        ? []
        : [
            {
              where: `${part.name}.command`,
              value: object,
              why: `does not lie among the dumps of ${tenant}`,
              wayOut: `keep it below dumps/${tenant}/`,
            },
          ]),
      ...(lock !== undefined && (lock.final || !final)
        ? []
        : [
            {
              where: `${part.name}.command`,
              value: bucket,
              why: "is no bucket whose objects nobody can delete",
              wayOut: "carry dumps into a locked archive",
            },
          ]),
    ];
  });
}
