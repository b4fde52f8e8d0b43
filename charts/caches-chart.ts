import { serviceAccount } from "../constructs/application/service-account";
import { ServiceWorkload } from "../constructs/application/service-workload";
import { valkeyWorkload } from "../constructs/platform/cache/valkey-workload";
import { serviceQuota } from "../constructs/platform/namespaces/service-quota";
import { SecretAccess } from "../constructs/platform/secrets/secret-access";
import { secretFolder, secretPath } from "../constructs/platform/secrets/secret-paths";
import { mirrorOf } from "../environments/schema";
import type { CachePlan, ServiceDefinition, WorkloadPlan } from "../language";
import { cacheNamespace, cacheNamespaceOf, instanceName, servicesFor, surroundingsOf } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** A cache for every service that needs one, the platform's or one tenant's, each with a password of its own. */
export const cachesChart = ({ environment, plan, site, storageClass, tenant }: SiteContext): ChartDefinition => ({
  stage: "data",
  release: tenant === undefined ? "caches" : cacheNamespaceOf(tenant),
  namespace: cacheNamespaceOf(tenant),
  build: (chart) => {
    serviceAccount(chart);
    const namespace = cacheNamespaceOf(tenant);
    const secrets = new SecretAccess(
      chart,
      "secrets",
      environment.parts.secrets,
      namespace,
      secretFolder(cacheNamespace, tenant),
    );
    const caches = servicesFor(environment, tenant).flatMap(({ name }) => {
      const cache = plan.caches[instanceName(name, tenant)];
      return cache === undefined ? [] : [{ name, cache }];
    });
    if (tenant !== undefined) {
      const workloads = Object.fromEntries(caches.map(({ name, cache }) => [name, cacheWorkloadPlan(cache)]));
      serviceQuota(chart, { workloads }, environment.mesh.kind);
    }
    for (const { name, cache } of caches) {
      const password = `${name}-password`;
      secrets.generate({
        name: password,
        path: secretPath(secretFolder(name, tenant), "cache"),
        keys: { password: 40 },
      });
      const workload = valkeyWorkload(cache, password);
      const service = cacheService(name, workload);
      new ServiceWorkload(chart, name, {
        service,
        plan: { workloads: { [name]: cacheWorkloadPlan(cache) } },
        at: surroundingsOf(environment, site, service, tenant),
        mirror: mirrorOf(environment),
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

/** True where anything that the chart serves needs a cache; a dedicated environment has room for one from the start. */
export const hasCaches = ({ environment, tenant }: SiteContext): boolean =>
  environment.tenancy.kind === "dedicated" ||
  servicesFor(environment, tenant).some(({ needs }) => needs.cache !== undefined);

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
