import { guestTask } from "../constructs/application/guest-task";
import { generateIn } from "../constructs/platform/secrets/secret-access";
import { secretFolder, siteSecretPath } from "../constructs/platform/secrets/secret-paths";
import { mirrorOf, siteId } from "../environments/schema";
import { tenantName } from "../language";
import { keeperOf, serviceBucketName, servicesFor, surroundingsOf } from "../planning/placement";
import { objectStoreKeys, objectStoreName, objectStoreSetup, tenantBucketsTask } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import type { TenantContext } from "./tenant-context";

/**
 * One tenant's buckets in the store that runs in the cluster, with keys that are born beside it and read by the tenant's services. They
 * are made by a task of the tenant's release, so that a tenant more changes nothing of the store's or of another tenant's.
 */
export const tenantBucketsChart = (context: TenantContext): ChartDefinition => ({
  stage: "data",
  release: tenantName(context.tenant, objectStoreName),
  namespace: objectStoreName,
  build: (chart) => {
    const { environment, plan, tenant, site, active, storageClass } = context;
    const id = siteId(site);
    const buckets = bucketsOf(context).map(({ service, bucket }) => {
      const secret = `bucket-${tenantName(tenant, bucket)}`;
      const path = siteSecretPath(secretFolder(service, tenant), `bucket-${bucket}`, id);
      generateIn(chart, environment.parts.secrets, { name: secret, path, keys: objectStoreKeys });
      return { bucket, secret, name: serviceBucketName(environment, bucket, id, tenant) };
    });
    const store = servicesFor(environment, undefined).find(({ name }) => name === objectStoreName);
    const planned = plan.services[objectStoreName];
    const workloadPlan = planned?.workloads[objectStoreSetup];
    if (store === undefined || planned === undefined || workloadPlan === undefined)
      throw new Error("no store is planned");
    if (!active) return;
    guestTask(chart, {
      guest: tenantName(tenant, objectStoreName),
      passesFor: objectStoreSetup,
      service: store,
      plan: planned,
      at: surroundingsOf(environment, site, store),
      mirror: mirrorOf(environment),
      pullSecret: environment.registry.pullSecret,
      active,
      storageClass,
      workload: tenantBucketsTask(buckets),
      workloadPlan,
    });
  },
});

/** True where the tenant has buckets that the cluster itself keeps. */
export const hasOwnBuckets = (context: TenantContext): boolean =>
  keeperOf(context.environment) === "cluster" && bucketsOf(context).length > 0;

const bucketsOf = ({ environment, tenant }: TenantContext) =>
  servicesFor(environment, tenant).flatMap(({ name, needs }) =>
    Object.keys(needs.buckets ?? {}).map((bucket) => ({ service: name, bucket })),
  );
