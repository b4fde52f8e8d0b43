import type {
  Degradation,
  DegradationPlan,
  Flow,
  MeshPlace,
  NamespacePlan,
  Party,
  PodSecurity,
  PodSetOwner,
  StatedSite,
  Zone,
} from "../../language";
import type { PlanFacts, PlannedFailure, PlannedLoss, PlannedRecovery } from "./facts";
import type { Fields } from "./fields";
import type { JsonPath } from "./json";
import { pathsAt } from "./path-facts";

/** Zones from the outside in, as a list that can't be empty. */
const zones: readonly [Zone, ...Zone[]] = ["edge", "dmz", "services", "data", "mgmt"];

const parties: readonly [Party["kind"], ...Party["kind"][]] = [
  "pods",
  "all-pods",
  "internet",
  "load-balancers",
  "nodes",
  "kubernetes-api",
  "cluster-dns",
  "object-storage",
  "key-service",
];

const degradationAt = (plan: Fields): DegradationPlan => ({
  services: plan.members(["degradation", "services"], (service) =>
    plan.members(service, (path): Degradation => {
      switch (plan.oneOf(["continues", "refuses"], ...path, "kind")) {
        case "continues":
          return { kind: "continues", lost: plan.text(...path, "lost") };
        case "refuses":
          return { kind: "refuses", because: plan.text(...path, "because") };
      }
    }),
  ),
  alone: plan.texts("degradation", "alone"),
});

/** The parts of `plan.json` that checks compare the files with. */
export function planFacts(plan: Fields): PlanFacts {
  plan.oneOf(["bestek.plan/1"], "format");
  return {
    environment: plan.object("environment"),
    sites: plan.members(["sites"], (path) => ({
      role: plan.oneOf(["primary", "standby"], ...path, "role"),
      cloud: plan.oneOf(["ovh", "azure", "aws", "existing"], ...path, "cloud"),
      region: plan.text(...path, "region"),
      ...(plan.has(...path, "demand")
        ? {
            demand: {
              cpu: plan.number(...path, "demand", "cpu", "value"),
              memory: plan.number(...path, "demand", "memory", "value"),
            },
            machines: Object.fromEntries(
              Object.values(
                plan.members([...path, "pools"], (pool) => [
                  plan.text(...pool, "machine"),
                  {
                    cpu: plan.number(...pool, "allocatableCpu", "value"),
                    memory: plan.number(...pool, "allocatableMemory", "value"),
                  },
                ]),
              ),
            ),
          }
        : {}),
      ...(plan.has(...path, "stated") ? { stated: statedAt(plan, ...path, "stated") } : {}),
    })),
    storage: plan.has("storage")
      ? plan.members(["storage"], (path) => ({
          host: plan.text(...path, "host"),
          country: plan.text(...path, "country"),
          failureDomain: plan.text(...path, "failureDomain"),
        }))
      : {},
    recovery: plannedRecovery(plan),
    ...(plan.has("records")
      ? {
          records: {
            days: plan.number("records", "retention", "value"),
            buckets: plan.members(["records", "buckets"], (path) => ({
              service: plan.text(...path, "service"),
              ...(plan.has(...path, "journal") ? { journal: plan.number(...path, "journal", "value") } : {}),
            })),
          },
        }
      : {}),
    handed: plan.has("logs", "handed")
      ? plan.members(["logs", "handed"], (path) => ({
          url: plan.text(...path, "url"),
          from: plan.members([...path, "from"], (source) => plan.text(...source, "namespace")),
        }))
      : {},
    databaseSizes: databaseSizes(plan),
    namespaces: namespacesAt(plan, "namespaces"),
    podSets: plan.members(["podSets"], (path) => ({
      namespace: plan.text(...path, "namespace"),
      zone: zoneAt(plan, ...path, "zone"),
      labels: plan.texts(...path, "labels"),
      ...(plan.has(...path, "door") ? { door: plan.oneOf(["jump-host"], ...path, "door") } : {}),
      ...(plan.has(...path, "account") ? { account: plan.text(...path, "account") } : {}),
      ...(plan.has(...path, "owner") ? { owner: ownerAt(plan, ...path, "owner") } : {}),
      ...(plan.has(...path, "mesh") ? { mesh: meshPlaceAt(plan, ...path, "mesh") } : {}),
    })),
    flows: plan.members(["flows"], (path): Flow => ({
      from: partyAt(plan, ...path, "from"),
      to: partyAt(plan, ...path, "to"),
      port: plan.number(...path, "port"),
      protocol: plan.oneOf(["TCP", "UDP"], ...path, "protocol"),
      because: plan.text(...path, "because"),
      ...(plan.has(...path, "by") ? { by: plan.oneOf(["kubelet"], ...path, "by") } : {}),
    })),
    ...(plan.has("paths") ? { paths: pathsAt(plan) } : {}),
    ...(plan.has("mesh") ? { mesh: { kind: plan.oneOf(["istio-ambient", "linkerd"], "mesh", "kind") } } : {}),
    ...(plan.has("degradation") ? { degradation: degradationAt(plan) } : {}),
    ...(plan.has("tenancy")
      ? {
          tenancy: {
            tenants: plan.members(["tenancy", "tenants"], (path) => ({
              domain: plan.text(...path, "domain"),
              cell: plan.text(...path, "cell"),
            })),
            namespaces: namespacesAt(plan, "tenancy", "namespaces"),
          },
        }
      : {}),
  };
}

const statedAt = (plan: Fields, ...path: JsonPath): StatedSite => ({
  failureDomain: plan.text(...path, "failureDomain"),
  networks: {
    nodes: plan.text(...path, "networks", "nodes"),
    pods: plan.text(...path, "networks", "pods"),
    ...(plan.has(...path, "networks", "loadBalancers")
      ? { loadBalancers: plan.text(...path, "networks", "loadBalancers") }
      : {}),
  },
});

function plannedRecovery(plan: Fields): PlannedRecovery {
  const losses = plan.members(["recovery", "failures"], (path) =>
    plan.has(...path, "promise", "loss") ? plan.number(...path, "promise", "loss", "value") : undefined,
  );
  return {
    tier: plan.oneOf(["basis", "pro", "overheid"], "recovery", "tier"),
    promisedLoss: Object.fromEntries(
      Object.entries(losses).flatMap(([failure, loss]) => (loss === undefined ? [] : [[failure, loss]])),
    ),
    loss: timesAt(plan, "recovery", "loss"),
    cold: plan.has("recovery", "cold")
      ? Object.fromEntries(
          Object.entries(
            plan.members(["recovery", "cold"], (path) =>
              plan.has(...path, "class") ? plan.text(...path, "class") : undefined,
            ),
          ).flatMap(([name, named]) => (named === undefined ? [] : [[name, named] as const])),
        )
      : {},
    failures: plan.members(["recovery", "failures"], (path): PlannedFailure => ({
      ...(plan.has(...path, "promise", "downtime")
        ? { promisedDowntime: plan.number(...path, "promise", "downtime", "value") }
        : {}),
      steps: timesAt(plan, ...path, "steps"),
      downtime: timesAt(plan, ...path, "downtime"),
    })),
  };
}

const timesAt = (plan: Fields, ...path: JsonPath): Readonly<Record<string, PlannedLoss>> =>
  plan.members(path, (time) =>
    plan.has(...time, "undecided")
      ? { kind: "unknown", because: plan.text(...time, "because") }
      : { kind: "known", seconds: plan.number(...time, "value") },
  );

/** Sum of the databases of each cluster. */
const databaseSizes = (plan: Fields): PlanFacts["databaseSizes"] =>
  plan.members(["databases"], (cluster) =>
    Object.values(plan.members([...cluster, "databases"], (path) => plan.number(...path, "size", "value"))).reduce(
      (total, size) => total + size,
      0,
    ),
  );

const namespacesAt = (plan: Fields, ...path: JsonPath): PlanFacts["namespaces"] =>
  plan.members(path, (namespace): NamespacePlan => ({
    zone: zoneAt(plan, ...namespace, "zone"),
    podSecurity: podSecurityAt(plan, ...namespace, "podSecurity"),
    ...(plan.has(...namespace, "mesh") ? { mesh: meshPlaceAt(plan, ...namespace, "mesh") } : {}),
  }));

function meshPlaceAt(plan: Fields, ...path: JsonPath): MeshPlace {
  const kind = plan.oneOf(["enrolled", "outside"], ...path, "kind");
  return kind === "enrolled" ? { kind } : { kind, reason: plan.text(...path, "reason") };
}

function ownerAt(plan: Fields, ...path: JsonPath): PodSetOwner {
  const kind = plan.oneOf(["each-tenant", "database-cell"], ...path, "kind");
  return kind === "each-tenant" ? { kind } : { kind, cell: plan.text(...path, "cell") };
}

export const zoneAt = (fields: Fields, ...path: JsonPath): Zone => fields.oneOf(zones, ...path);

export function podSecurityAt(fields: Fields, ...path: JsonPath): PodSecurity {
  const level = fields.oneOf(["restricted", "baseline", "privileged"], ...path, "level");
  return level === "restricted" ? { level } : { level, reason: fields.text(...path, "reason") };
}

function partyAt(fields: Fields, ...path: JsonPath): Party {
  const kind = fields.oneOf(parties, ...path, "kind");
  return kind === "pods" ? { kind, id: fields.text(...path, "id") } : { kind };
}
