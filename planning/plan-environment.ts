import { defaultParts, siteId, type Environment } from "../environments/schema";
import type { Plan } from "../language";
import { servicesOf } from "../suites";
import { refuseTooManyAccounts } from "./account-quota";
import { refuseTooManyBuckets } from "./bucket-quota";
import { enterBuckets } from "./buckets";
import { enterBus } from "./bus";
import { enterCaches } from "./caches";
import { enterCost } from "./cost";
import { enterDatabases } from "./databases";
import { planDegradation } from "./degradation";
import { enterDrill } from "./drill";
import { enterSecretsDrill } from "./secrets-drill";
import { enterDumps } from "./dumps";
import { enterEdgeTraffic } from "./edge-traffic";
import { enterFacts } from "./facts";
import { enterEvidence } from "./evidence";
import { flowsOf, planTenantNamespaces } from "./flows";
import { Ledger } from "./ledger";
import { enterLoad } from "./load";
import { planMesh } from "./mesh";
import { generalPool } from "./node-pools";
import { enterLogs } from "./logs";
import { planPaths } from "./paths";
import { activeSite, cellOf, placeBuckets, sitesOf } from "./placement";
import { ownStorage } from "./own-storage";
import { enterRecords } from "./records";
import { enterRecovery } from "./recovery";
import { serviceInstances } from "./service-instances";
import { platformDemand } from "./site-demand";
import { enterSite } from "./site-plan";
import { worldOf } from "./site-world";
import { enterWorkloads, withLimits } from "./workloads";
import { enterZones } from "./zones";

/**
 * Everything that follows from one page of facts. Pure: the same facts give the same plan, byte for byte. Throws a
 * Refusal where no plan can be made, such as for a pod that no machine of the region holds.
 */
export function planEnvironment(environment: Environment): Plan {
  refuseTooManyBuckets(environment);
  refuseTooManyAccounts(environment);
  const ledger = new Ledger();
  const facts = enterFacts(ledger, environment);
  const { users, tenants } = facts;
  const instances = serviceInstances(environment, facts);
  const load = enterLoad(ledger, users, instances);
  const places = sitesOf(environment).map((site) => {
    const world = worldOf(site);
    return { site, world, zones: enterZones(ledger, world), active: siteId(activeSite(environment)) === world.id };
  });
  const serving = places.find(({ active }) => active);
  if (serving === undefined) throw new Error(`environment ${environment.name} has no active site`);

  const { zones, world } = serving;
  const input = { usage: environment.users.usage, zones };
  const demands = instances.map((instance) => ({ instance, byName: enterWorkloads(ledger, instance, input) }));
  const databases = enterDatabases(ledger, { ...input, environment, instances, users, tenants });
  const drill = enterDrill(ledger, databases);
  const secretsDrill = enterSecretsDrill(ledger);
  const dumps = enterDumps(ledger, environment, databases);
  const bus = enterBus(ledger, environment);
  const caches = enterCaches(ledger, instances, input);
  const logs = enterLogs(ledger, environment, users);
  const records = enterRecords(ledger, environment);
  const kept = { usage: input.usage, retention: records.retention, dumps };
  const buckets = { ...enterBuckets(ledger, instances, databases, kept), ...logs.buckets };

  const workloads = demands.flatMap(({ byName }) => Object.values(byName));
  const reach = flowsOf(environment);
  const tenancy = enterTenancy(environment);
  const meshed = { ...reach, ...tenancy, mesh: environment.mesh };
  const demand = {
    workloads,
    platform: platformDemand(ledger, environment, {
      instances,
      databases,
      drill,
      secretsDrill,
      dumps: dumps?.plan,
      bus,
      caches,
      logs: logs.plan,
    }),
    mesh: meshed,
  };
  const sites = places.map((place, index) =>
    enterSite(ledger, { environment, users, demand, role: index === 0 ? "primary" : "standby", ...place }),
  );
  const pool = sites[places.findIndex(({ active }) => active)]?.plan.pools[generalPool];
  const services = Object.fromEntries(
    demands.map(({ instance, byName }) => {
      const { id, tenant } = instance;
      // A limit that follows the machine would change every tenant whenever one tenant more makes another machine cheaper.
      const bound = tenant === undefined ? pool : undefined;
      const limited = Object.entries(byName).map(
        ([name, workload]) => [name, withLimits(ledger, workload, bound)] as const,
      );
      return [
        id,
        { workloads: Object.fromEntries(limited), ...enterEdgeTraffic(ledger, instance, environment.parts.gateway) },
      ] as const;
    }),
  );
  const evidence = enterEvidence(ledger, {
    services: servicesOf(environment),
    databases,
    secretsDrill,
    dumps: dumps?.plan,
  });
  const recovery = enterRecovery(ledger, {
    environment,
    world,
    zones,
    instances,
    workloads,
    databases,
    placed: placeBuckets(environment),
  });
  const cost = enterCost(ledger, {
    environment,
    users,
    services: servicesOf(environment),
    load,
    sites,
    buckets,
    databases,
  });

  return {
    format: "bestek.plan/1",
    environment: {
      name: environment.name,
      stage: environment.stage,
      suite: environment.suite.name,
      customer: environment.tenancy.customer,
      domain: environment.tenancy.domain,
      mirror: environment.registry.mirror,
      ...(environment.recordedDigests === undefined ? {} : { digests: environment.recordedDigests }),
      pullSecret: environment.registry.pullSecret,
      ...(environment.registry.providers === undefined ? {} : { providerMirror: environment.registry.providers }),
      usage: environment.users.usage,
      ...chosenParts(environment),
      state: { region: environment.state.region.name, failureDomain: environment.state.region.failureDomain },
    },
    facts: ledger.facts,
    figures: ledger.figures,
    load: ledger.loads,
    services,
    databases,
    ...(drill === undefined ? {} : { drill }),
    secretsDrill,
    ...(dumps === undefined ? {} : { dumps: dumps.plan }),
    ...(bus === undefined ? {} : { bus }),
    buckets,
    caches,
    logs: logs.plan,
    records,
    evidence,
    degradation: planDegradation(environment),
    sites: Object.fromEntries(sites.map(({ world, plan }) => [world.id, plan])),
    storage: ownStorage(environment),
    ...reach,
    paths: planPaths(environment, reach.flows),
    mesh: planMesh(meshed),
    recovery,
    cost,
    ...tenancy,
  };
}

/** What was chosen in place of a default. */
function chosenParts({ parts }: Pick<Environment, "parts">): Pick<Plan["environment"], "parts"> {
  const usual = new Map<string, string>(Object.entries(defaultParts));
  const chosen = Object.entries(parts).filter(([part, choice]) => usual.get(part) !== choice);
  return chosen.length === 0 ? {} : { parts: Object.fromEntries(chosen) };
}

function enterTenancy(environment: Pick<Environment, "suite" | "tenancy">): Pick<Plan, "tenancy"> {
  const { tenancy } = environment;
  switch (tenancy.kind) {
    case "dedicated":
      return {};
    case "shared":
      return {
        tenancy: {
          tenants: Object.fromEntries(
            Object.entries(tenancy.tenants).map(([id, { customer, domain }]) => [
              id,
              { customer, domain, cell: cellOf(tenancy, id) },
            ]),
          ),
          namespaces: planTenantNamespaces(environment),
        },
      };
  }
}
