import type { Environment, Site } from "../../environments/schema";
import { siteId } from "../../environments/schema";
import type { ServiceDefinition, Surroundings } from "../../language";
import { databaseCluster } from "../../catalog";
import { serviceBucketName } from "./bucket";
import { cacheNamespace, cachePort } from "./cache-address";
import { hostName, issuerUrl, realmName } from "./host-name";
import { networkLayout } from "./network-layout";
import { bucketServer } from "./object-store";
import { workloadHost } from "./service-address";

/** Service through which every database is written. */
export const databaseHost = `${databaseCluster.name}-rw.${databaseCluster.namespace}.svc.cluster.local`;

/** What a service may know of the site it is placed at. */
export function surroundingsOf(
  environment: Environment,
  site: Site,
  { name }: Pick<ServiceDefinition, "name">,
): Surroundings {
  return {
    customer: environment.tenancy.customer,
    domain: environment.tenancy.domain,
    podNetwork: networkLayout(site).pods.toString(),
    hostname: (label) => hostName(environment, label),
    database: () => ({ host: databaseHost, port: 5432, name, user: name }),
    bucket: (bucket) => ({
      name: serviceBucketName(environment, bucket, siteId(site)),
      ...bucketServer(environment, site, name, bucket),
    }),
    cache: () => ({ host: workloadHost(cacheNamespace, name), port: cachePort }),
    identity: () => ({
      issuer: issuerUrl(environment),
      discovery: `http://${workloadHost("identity", "keycloak")}:8080/realms/${realmName}/.well-known/openid-configuration`,
      clientId: name,
    }),
  };
}
