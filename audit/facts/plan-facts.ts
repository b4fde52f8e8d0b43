import type { Flow, NamespacePlan, Party, PodSecurity, StatedSite, Zone } from "../../language";
import type { PlanFacts, PlannedRecovery } from "./facts";
import type { Fields } from "./fields";
import type { JsonPath } from "./json";

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

/** The parts of `plan.json` that checks compare the files with. */
export function planFacts(plan: Fields): PlanFacts {
  plan.oneOf(["bestek.plan/1"], "format");
  return {
    environment: plan.object("environment"),
    sites: plan.members(["sites"], (path) => ({
      role: plan.oneOf(["primary", "standby"], ...path, "role"),
      cloud: plan.oneOf(["ovh", "azure", "aws", "existing"], ...path, "cloud"),
      region: plan.text(...path, "region"),
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
    namespaces: plan.members(["namespaces"], (path): NamespacePlan => ({
      zone: zoneAt(plan, ...path, "zone"),
      podSecurity: podSecurityAt(plan, ...path, "podSecurity"),
    })),
    podSets: plan.members(["podSets"], (path) => ({
      namespace: plan.text(...path, "namespace"),
      zone: zoneAt(plan, ...path, "zone"),
      labels: plan.texts(...path, "labels"),
    })),
    flows: plan.members(["flows"], (path): Flow => ({
      from: partyAt(plan, ...path, "from"),
      to: partyAt(plan, ...path, "to"),
      port: plan.number(...path, "port"),
      protocol: plan.oneOf(["TCP", "UDP"], ...path, "protocol"),
      because: plan.text(...path, "because"),
    })),
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
  const failures = plan.members(["recovery", "failures"], (path) =>
    plan.has(...path, "promise", "loss") ? plan.number(...path, "promise", "loss", "value") : undefined,
  );
  return {
    tier: plan.oneOf(["basis", "pro", "overheid"], "recovery", "tier"),
    promisedLoss: Object.fromEntries(
      Object.entries(failures).flatMap(([failure, loss]) => (loss === undefined ? [] : [[failure, loss]])),
    ),
    loss: plan.members(["recovery", "loss"], (path) =>
      plan.has(...path, "undecided")
        ? { kind: "unknown", because: plan.text(...path, "because") }
        : { kind: "known", seconds: plan.number(...path, "value") },
    ),
  };
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
