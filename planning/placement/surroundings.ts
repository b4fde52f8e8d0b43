import { kafkaCluster, kafkaPorts } from "../../catalog";
import { kubePrometheusStack } from "../../catalog/footprints/kube-prometheus-stack";
import type { Environment, Site } from "../../environments/schema";
import { siteId } from "../../environments/schema";
import { busAccount, busPort, type BusAddress, type ServiceDefinition, type Surroundings } from "../../language";
import { busName, servicesOf } from "../../suites";
import { copyTargetOf, serviceBucketName, storageAt } from "./bucket";
import { cacheNamespace, cacheNamespaceOf, cachePort } from "./cache-address";
import { databaseClusterOf, databaseHostOf } from "./database-cluster";
import { hostName, hostNames, mailExchangerHost } from "./host-name";
import { identityAddress } from "./identity-address";
import { lockOf } from "./lock-of";
import { networkLayout } from "./network-layout";
import { bucketServer, storageServer } from "./object-store";
import { workloadHost } from "./service-address";
import { storageAccountOf } from "./storage-account";
import { holderOf, instanceName, tenantIds } from "./tenant";

/** Service that the chart makes, of the name of its release (chart kube-prometheus-stack 88.5.3). */
const monitoringUrl = `http://kube-prometheus-stack-prometheus.${kubePrometheusStack.namespace}.svc.cluster.local:9090`;

/** What a service may know of the site it is placed at, in the name of a tenant where each has its own. */
export function surroundingsOf(
  environment: Environment,
  site: Site,
  service: Pick<ServiceDefinition, "name" | "tenancy">,
  tenant?: string,
): Surroundings {
  const { name } = service;
  const { customer, domain } = holderOf(environment, tenant);
  const own = instanceName(name, tenant);
  return {
    customer,
    domain,
    podNetwork: networkLayout(site).pods.toString(),
    hostname: (label) => hostName(environment, label, standsOnce(environment, label) ? undefined : tenant),
    hostnames: (label) => hostNames(environment, label, tenant),
    mailExchanger: () => mailExchangerHost(environment),
    offers: (other) => servicesOf(environment).some((candidate) => candidate.name === other),
    workload: (other, workload) => workloadHost(other, workload, namespaceOf(environment, other, tenant)),
    tenants: () =>
      tenantIds(environment).map((id) => ({
        id,
        customer: holderOf(environment, id).customer,
        domain: holderOf(environment, id).domain,
        hostname: (label) => hostName(environment, label, id),
        workload: (other, workload) => workloadHost(other, workload, namespaceOf(environment, other, id)),
      })),
    database: () => ({
      host: databaseHostOf(databaseClusterOf(environment, service, tenant)),
      port: 5432,
      name: own,
      user: own,
    }),
    bucket: (bucket) => ({
      name: serviceBucketName(environment, bucket, siteId(site), tenant),
      ...bucketServer(environment, site, { service: name, namespace: own, bucket }),
    }),
    bucketCopy: (bucket) => bucketCopy(environment, site, bucket, tenant),
    bucketAccount: (bucket) => bucketAccount(environment, site, { service: name, bucket, tenant }),
    cache: () => ({ host: workloadHost(cacheNamespace, name, cacheNamespaceOf(tenant)), port: cachePort }),
    bus: () => busAddress(environment, tenant),
    monitoring: () => monitoringUrl,
    identity: () => identityAddress(environment, name, tenant),
    // The chart's Service takes port 80 to that of the pods.
    dashboards: () => ({
      host: `${kubePrometheusStack.component}-grafana.${kubePrometheusStack.namespace}.svc.cluster.local`,
      port: 80,
    }),
  };
}

function busAddress({ suite }: Pick<Environment, "suite">, tenant: string | undefined): BusAddress {
  const account = busAccount(tenant);
  return suite.bus === "kafka"
    ? {
        kind: "kafka",
        host: `${kafkaCluster.name}-kafka-bootstrap.${kafkaCluster.namespace}.svc.cluster.local`,
        port: kafkaPorts.clients,
        account,
      }
    : { kind: "nats", host: workloadHost(busName, "nats"), port: busPort, account };
}

/** True for a label of a service that stands once for all: its name is the platform's, whoever asks. */
const standsOnce = (environment: Pick<Environment, "suite" | "tenancy">, label: string): boolean =>
  servicesOf(environment).some(
    ({ tenancy, exposes }) => tenancy === "multi-tenant" && exposes.some((exposure) => exposure.label === label),
  );

/** Namespace of another service, as an instance of this tenant finds it. */
function namespaceOf(
  environment: Pick<Environment, "suite" | "tenancy">,
  service: string,
  tenant: string | undefined,
): string {
  const found = servicesOf(environment).find(({ name }) => name === service);
  return found?.tenancy === "instance-per-tenant" ? instanceName(service, tenant) : service;
}

function bucketCopy(environment: Environment, site: Site, bucket: string, tenant: string | undefined) {
  const target = copyTargetOf(environment, site, bucket, tenant);
  return target === undefined ? undefined : { name: target.name, ...storageServer(target.place) };
}

function bucketAccount(
  environment: Environment,
  site: Site,
  {
    service,
    bucket,
    tenant,
  }: { readonly service: string; readonly bucket: string; readonly tenant: string | undefined },
): string | undefined {
  const place = site.kind === "azure" ? storageAt(site) : undefined;
  if (site.kind !== "azure" || place === undefined) return undefined;
  const owner = { environment: environment.name, subscription: site.subscription };
  const need = servicesOf(environment).find(({ name }) => name === service)?.needs.buckets?.[bucket];
  const purpose = {
    kind: "service",
    service,
    bucket,
    ...(tenant === undefined ? {} : { tenant }),
    ...(need === undefined ? {} : lockOf(environment, need)),
  } as const;
  return storageAccountOf(owner, { site: siteId(site), region: place, purpose }).name;
}
