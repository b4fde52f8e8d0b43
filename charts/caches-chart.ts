import { serviceAccount } from "../constructs/application/service-account";
import { ServiceWorkload } from "../constructs/application/service-workload";
import { valkeyWorkload } from "../constructs/platform/cache/valkey-workload";
import { SecretAccess } from "../constructs/platform/secrets/secret-access";
import { secretPath } from "../constructs/platform/secrets/secret-paths";
import type { CachePlan, ServiceDefinition, WorkloadPlan } from "../language";
import { cacheNamespace, surroundingsOf } from "../planning/placement";
import { servicesOf } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** A cache for every service that needs one, each with a password of its own. */
export const cachesChart = ({ environment, plan, site, storageClass }: SiteContext): ChartDefinition => ({
  stage: "data",
  release: "caches",
  namespace: cacheNamespace,
  build: (chart) => {
    serviceAccount(chart);
    const secrets = new SecretAccess(chart, "secrets", cacheNamespace);
    for (const { name } of servicesOf(environment).filter(({ needs }) => needs.cache !== undefined)) {
      const cache = plan.caches[name];
      if (cache === undefined) continue;
      const password = `${name}-password`;
      secrets.generate({ name: password, path: secretPath(name, "cache"), keys: { password: 40 } });
      const workload = valkeyWorkload(cache, password);
      const service = cacheService(name, workload);
      new ServiceWorkload(chart, name, {
        service,
        plan: { workloads: { [name]: cacheWorkloadPlan(cache) } },
        at: surroundingsOf(environment, site, service),
        mirror: environment.registry.mirror,
        pullSecret: environment.registry.pullSecret,
        active: true,
        storageClass,
        name,
        workload,
        workloadPlan: cacheWorkloadPlan(cache),
      });
    }
  },
});

/** All caches together are one service of the platform, with a workload for each service that has one. */
const cacheService = (name: string, workload: ServiceDefinition["workloads"][string]): ServiceDefinition => ({
  name: cacheNamespace,
  title: "Cache",
  layer: "application",
  tenancy: "multi-tenant",
  workloads: { [name]: workload },
  needs: {},
  secrets: {},
  exposes: [],
  without: {},
});

const cacheWorkloadPlan = ({ replicas, cpuRequest, memoryRequest }: CachePlan): WorkloadPlan => ({
  zone: "data",
  replicas,
  maximumReplicas: replicas,
  minimumAvailable: replicas,
  cpuRequest,
  cpuLimit: cpuRequest,
  memoryRequest,
  memoryLimit: memoryRequest,
  volumes: {},
});
