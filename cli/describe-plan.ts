import { describe, isDecided, type Mistake, type Plan, type SitePlan } from "../language";
import { describeMistakes, describeRecovery } from "./describe-recovery";
import { indent, table } from "./table";

/** A plan on one screen: what runs, on what, what is stored, what each failure costs, and the price. */
export function describePlan(plan: Plan, brokenPromises: readonly Mistake[]): readonly string[] {
  const { name, customer, stage, suite, usage } = plan.environment;
  return [
    `▸ ${name}: ${suite} for ${customer}, ${stage}, usage ${usage}`,
    ...section("services", services(plan)),
    ...section("nodes", nodes(plan)),
    ...section("storage", storage(plan)),
    ...section(`recovery, tier ${plan.recovery.tier}`, [
      ...describeRecovery(plan.recovery),
      ...describeMistakes(brokenPromises),
    ]),
    ...section("cost", cost(plan)),
    "",
    `Why a number: bestek plan ${name} --why ${examplePath(plan)}`,
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] => ["", `▸ ${title}`, ...indent(lines)];

const services = (plan: Plan): readonly string[] =>
  table(
    [
      { title: "workload" },
      { title: "zone" },
      { title: "replicas", align: "right" },
      { title: "at most", align: "right" },
      { title: "processor", align: "right" },
      { title: "memory", align: "right" },
    ],
    [
      ...Object.entries(plan.services).flatMap(([service, { workloads }]) =>
        Object.entries(workloads).map(([workload, entry]) => [
          `${service}/${workload}`,
          entry.zone,
          String(entry.replicas.value),
          String(entry.maximumReplicas.value),
          describe(entry.cpuRequest),
          describe(entry.memoryRequest),
        ]),
      ),
      ...Object.entries(plan.databases).map(([database, entry]) => [
        `databases/${database}`,
        "data",
        String(entry.instances.value),
        String(entry.instances.value),
        describe(entry.cpuRequest),
        describe(entry.memoryRequest),
      ]),
      ...Object.entries(plan.caches).map(([cache, entry]) => [
        `caches/${cache}`,
        "data",
        String(entry.replicas.value),
        String(entry.replicas.value),
        describe(entry.cpuRequest),
        describe(entry.memoryRequest),
      ]),
    ],
  );

const nodes = ({ sites }: Plan): readonly string[] =>
  table(
    [
      { title: "site" },
      { title: "role" },
      { title: "pool" },
      { title: "machine" },
      { title: "nodes", align: "right" },
      { title: "per zone", align: "right" },
      { title: "at most", align: "right" },
    ],
    Object.values(sites).flatMap((site) => poolRows(site)),
  );

const poolRows = ({ region, role, pools }: SitePlan): readonly (readonly string[])[] =>
  Object.keys(pools).length === 0
    ? [[region, role, "", "the customer's own", "unknown", "unknown", "unknown"]]
    : Object.entries(pools).map(([pool, entry]) => [
        region,
        role,
        pool,
        entry.machine,
        String(entry.nodes.value),
        String(entry.nodesPerZone.value),
        String(entry.maximumNodes.value),
      ]);

const storage = ({ databases, buckets, environment }: Plan): readonly string[] => {
  const other = environment.usage === "seed" ? "measured" : "seed";
  return table(
    [{ title: "store" }, { title: "size", align: "right" }, { title: `by usage ${other}`, align: "right" }],
    [
      ...Object.entries(databases).map(([name, { storage: size }]) => [
        `database ${name}, each instance`,
        describe(size),
        "",
      ]),
      ...Object.entries(buckets).map(([name, { size, otherwise }]) => [
        `bucket ${name}`,
        describe(size),
        otherwise === undefined ? "" : describe(otherwise),
      ]),
    ],
  );
};

const cost = ({ cost: { lines, total, perUser, atLeast } }: Plan): readonly string[] => {
  const from = atLeast ? "at least " : "";
  return [
    ...table(
      [{ title: "site" }, { title: "what" }, { title: "EUR/month", align: "right" }],
      Object.values(lines).map(({ site, what, monthly }) => [
        site,
        what,
        isDecided(monthly) ? monthly.value.toFixed(2) : "unknown",
      ]),
    ),
    `${from}${describe(total)}, ${from}${describe(perUser)}`,
  ];
};

function examplePath({ services: all }: Plan): string {
  const [service, entry] = Object.entries(all)[0] ?? [];
  const workload = Object.keys(entry?.workloads ?? {})[0];
  return service === undefined || workload === undefined
    ? "cost.total"
    : `services.${service}.workloads.${workload}.replicas`;
}
