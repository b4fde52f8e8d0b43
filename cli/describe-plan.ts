import {
  describe,
  isDecided,
  mebibytes,
  type CostLine,
  type Derived,
  type Mistake,
  type Plan,
  type SitePlan,
  type Unit,
  type WorkloadPlan,
} from "../language";
import { describeMistakes, describeRecovery } from "./describe-recovery";
import { gathered, partOf } from "./of-tenants";
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
    ...section(`evidence; records stand ${describe(plan.records.retention)}, under ${plan.records.framework}`, [
      ...evidence(plan),
      ...unkept(plan),
    ]),
    ...section("cost", cost(plan)),
    "",
    `Why a number: bestek plan ${name} --why ${examplePath(plan)}`,
  ];
}

const unkept = ({ records }: Plan): readonly string[] =>
  Object.entries(records.unkept).map(([what, why]) => `not kept, ${what}: ${why}`);

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
      ...gathered(plan, workloadsOf(plan)).map(({ name, entries }) =>
        podRow(
          name,
          entries.map((entry) => ({ ...entry, most: entry.maximumReplicas })),
        ),
      ),
      ...Object.entries(plan.databases).map(([database, entry]) =>
        podRow(`databases/${database}`, [{ ...entry, zone: "data", replicas: entry.instances, most: entry.instances }]),
      ),
      ...gathered(plan, plan.caches).map(({ name, entries }) =>
        podRow(
          `caches/${name}`,
          entries.map((entry) => ({ ...entry, zone: "data", most: entry.replicas })),
        ),
      ),
    ],
  );

const workloadsOf = ({ services: all }: Plan): Readonly<Record<string, WorkloadPlan>> =>
  Object.fromEntries(
    Object.entries(all).flatMap(([service, { workloads }]) =>
      Object.entries(workloads).map(([workload, entry]) => [`${service}/${workload}`, entry]),
    ),
  );

interface PodEntry {
  readonly zone: string;
  readonly replicas: Derived<"replicas">;
  readonly most: Derived<"replicas">;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
}

/** Replicas of all together; requests of one, from the least to the most where they differ. */
const podRow = (name: string, entries: readonly PodEntry[]): readonly string[] => [
  name,
  entries[0]?.zone ?? "",
  String(sum(entries.map(({ replicas }) => replicas.value))),
  String(sum(entries.map(({ most }) => most.value))),
  range(entries.map(({ cpuRequest }) => cpuRequest)),
  range(entries.map(({ memoryRequest }) => memoryRequest)),
];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function range<U extends Unit>(values: readonly Derived<U>[]): string {
  const [least, most] = [
    values.toSorted((a, b) => a.value - b.value)[0],
    values.toSorted((a, b) => b.value - a.value)[0],
  ];
  if (least === undefined || most === undefined) return "";
  return least.value === most.value ? describe(least) : `${describe(least)} to ${describe(most)}`;
}

const total = (sizes: readonly Derived<"MiB">[]): string =>
  sizes.length === 0 ? "" : describe(mebibytes(sum(sizes.map(({ value }) => value))));

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

const evidence = (plan: Plan): readonly string[] =>
  table(
    [
      { title: "evidence" },
      { title: "every", align: "right" },
      { title: "by" },
      { title: "controls" },
      { title: "that" },
    ],
    Object.entries(plan.evidence).map(([id, { claim, by, every, controls }]) => [
      id,
      describe(every),
      by,
      controls,
      claim,
    ]),
  );

const storage = (plan: Plan): readonly string[] => {
  const { databases, buckets, environment } = plan;
  const other = environment.usage === "seed" ? "measured" : "seed";
  return table(
    [{ title: "store" }, { title: "size", align: "right" }, { title: `by usage ${other}`, align: "right" }],
    [
      ...Object.entries(databases).map(([name, { storage: size }]) => [
        `database ${name}, each instance`,
        describe(size),
        "",
      ]),
      ...gathered(plan, buckets).map(({ name, entries }) => [
        `bucket ${name}`,
        total(entries.map(({ size }) => size)),
        total(entries.flatMap(({ otherwise }) => otherwise ?? [])),
      ]),
    ],
  );
};

const cost = (plan: Plan): readonly string[] => {
  const { lines, total: all, perUser, atLeast } = plan.cost;
  const from = atLeast ? "at least " : "";
  return [
    ...table(
      [{ title: "site" }, { title: "what" }, { title: "EUR/month", align: "right" }],
      costRows(plan, Object.values(lines)),
    ),
    `${from}${describe(all)}, ${from}${describe(perUser)}`,
  ];
};

/** Lines as they are; those of tenants' buckets together, by site. */
function costRows({ tenancy }: Plan, lines: readonly CostLine[]): readonly (readonly string[])[] {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) {
    const [, bucket = "", rest = ""] = /^Bucket ([^,]+)(.*)$/.exec(line.what) ?? [];
    const part = partOf(tenancy, bucket);
    const what = part === undefined ? line.what : `Buckets ${part} of tenants${rest}`;
    const key = JSON.stringify([line.site, what]);
    groups.set(key, [...(part === undefined ? [] : (groups.get(key) ?? [])), { ...line, what }]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const known = group.flatMap(({ monthly }) => (isDecided(monthly) ? [monthly.value] : []));
    return first === undefined
      ? []
      : [[first.site, first.what, known.length < group.length ? "unknown" : sum(known).toFixed(2)]];
  });
}

function examplePath({ services: all }: Plan): string {
  const [service, entry] = Object.entries(all)[0] ?? [];
  const workload = Object.keys(entry?.workloads ?? {})[0];
  return service === undefined || workload === undefined
    ? "cost.total"
    : `services.${service}.workloads.${workload}.replicas`;
}
