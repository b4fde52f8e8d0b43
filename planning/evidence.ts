import { planningDecisions } from "../catalog";
import {
  describe,
  days,
  type DatabaseClusterPlan,
  type Derived,
  type DumpsPlan,
  type EvidencePlan,
  type Figure,
  type SecretsDrillPlan,
  type ServiceDefinition,
} from "../language";
import { drillTurn } from "./drill";
import type { Ledger } from "./ledger";

export interface EvidenceInput {
  readonly services: readonly ServiceDefinition[];
  readonly databases: Readonly<Record<string, DatabaseClusterPlan>>;
  readonly secretsDrill: SecretsDrillPlan;
  readonly dumps: DumpsPlan | undefined;
}

/** What is shown when, and where it lies afterwards: what jobs of services prove, restores of databases, and what only people can say. */
export function enterEvidence(
  ledger: Ledger,
  { services, databases, secretsDrill, dumps }: EvidenceInput,
): Readonly<Record<string, EvidencePlan>> {
  const clusters = Object.values(databases).map(({ instances }) => instances);
  return {
    ...Object.fromEntries(services.flatMap((service) => proofsOf(ledger, service))),
    ...(clusters.length === 0 ? {} : { "restore-drill": drills(ledger, clusters) }),
    "secrets-drill": opened(ledger, secretsDrill),
    ...(dumps === undefined ? {} : { "database-dump": dumped(ledger, dumps) }),
    "access-review": review(ledger),
  };
}

const proofsOf = (ledger: Ledger, { name, workloads }: ServiceDefinition) =>
  Object.entries(workloads).flatMap(([workload, { proves }]): (readonly [string, EvidencePlan])[] => {
    if (proves === undefined) return [];
    const id = `${name}-${workload}`;
    const { claim, kept, controls } = proves;
    const every = fromFigure(ledger, id, proves.every);
    return [[id, { claim, by: "job", every, kept, controls: controls.join(", ") }]];
  });

/** `clusters`: instances of each. */
const drills = (ledger: Ledger, clusters: readonly Derived<"replicas">[]): EvidencePlan => {
  const count = clusters.length;
  const { everyDays } = drillTurn(0, count);
  return {
    claim: "the archive of each database cluster was restored, and every table found the same",
    by: "job",
    every: ledger.derive("evidence.restore-drill.every", days(everyDays), {
      rule: "drill-turns",
      from: clusters,
      because: `database clusters, ${String(count)} of them, take turns of four hours`,
    }),
    kept: "log of the job, among the logs of the site; time of its success, as a metric",
    controls: "A.5.30, A.8.13",
  };
};

const dumped = (ledger: Ledger, { every }: DumpsPlan): EvidencePlan => ({
  claim: "each tenant's databases were dumped, and encrypted before they left",
  by: "job",
  every: ledger.derive("evidence.database-dump.every", days(every.value), {
    rule: "evidence-schedule",
    from: [every],
    because: describe(every),
  }),
  kept: "the dump itself, in the archive; time of the job's success, as a metric",
  controls: "A.8.13, A.8.24",
});

const opened = (ledger: Ledger, { every }: SecretsDrillPlan): EvidencePlan => ({
  claim: "the newest snapshot of the secrets was restored into a scratch server, opened, and held what it was taken of",
  by: "job",
  every: ledger.derive("evidence.secrets-drill.every", days(every.value), {
    rule: "evidence-schedule",
    from: [every],
    because: describe(every),
  }),
  kept: "log of the job, among the logs of the site; time of its success, as a metric",
  controls: "A.5.30, A.8.13, A.8.24",
});

const review = (ledger: Ledger): EvidencePlan => ({
  claim: "who may do what was looked through by somebody who answers for it",
  by: "people",
  every: fromFigure(ledger, "access-review", planningDecisions.accessReview),
  kept: "where the customer keeps minutes: nothing in the platform shows that people looked",
  controls: "A.5.18, A.8.2",
});

function fromFigure(ledger: Ledger, id: string, every: Figure<"days">): Derived<"days"> {
  const figure = ledger.figure(`evidence-${id}`, every);
  return ledger.derive(`evidence.${id}.every`, days(figure.value), {
    rule: "evidence-schedule",
    from: [figure],
    because: describe(figure),
  });
}
