import type { Environment } from "../../environments/schema";
import type { Exposure, ServiceTenancy } from "../../language";
import { servicesOf } from "../../suites";
import { holderOf } from "./tenant";

type Named = Pick<Environment, "tenancy">;

/** Public host name of an exposed label, in the domain of a tenant where one is named. */
export const hostName = (environment: Named, label: string, tenant?: string): string =>
  `${label}.${holderOf(environment, tenant).domain}`;

/**
 * Labels under which clients look tenants' services up by protocol (RFC 6186): those of ports that tenants share by name. Tenants' own
 * names are aliases, and what such a look-up leads to must not be one (RFC 2782), so that each of these labels has names below the
 * platform's, one a tenant, that all have the platform's addresses.
 */
export const lookedUpLabels = (environment: Pick<Environment, "tenancy" | "suite">): readonly string[] =>
  environment.tenancy.kind === "dedicated"
    ? []
    : [
        ...new Set(
          servicesOf(environment).flatMap(({ tenancy, exposes }) =>
            tenancy === "instance-per-tenant" ? exposes.filter(isSharedByName).map(({ label }) => label) : [],
          ),
        ),
      ].sort();

const isSharedByName = (exposure: Exposure): boolean =>
  exposure.kind === "tcp" && exposure.sharing?.kind === "server-name";

/** What a look-up of a tenant's service leads to: a name below the platform's, and no alias. */
export const lookedUpHost = ({ tenancy }: Named, label: string, tenant: string): string =>
  `${tenant}.${label}.${tenancy.domain}`;

/** Every public name of an exposed label, that which people type first. */
export const hostNames = (
  environment: Pick<Environment, "tenancy" | "suite">,
  label: string,
  tenant?: string,
): readonly string[] => [
  hostName(environment, label, tenant),
  ...(tenant !== undefined && lookedUpLabels(environment).includes(label)
    ? [lookedUpHost(environment, label, tenant)]
    : []),
];

/** Labels that a content delivery network answers for in place of the gateway. */
export const carriedLabels = (environment: Pick<Environment, "tenancy" | "suite" | "cdn">): readonly string[] =>
  environment.cdn === undefined
    ? []
    : servicesOf(environment)
        .flatMap(({ exposes }) => exposes)
        .flatMap((exposure) => (exposure.kind === "https" && exposure.caching === "public" ? [exposure.label] : []))
        .sort();

/** Label at which the gateway answers for one that a network answers for. */
export const originLabel = (label: string): string => `${label}-origin`;

/** Name at which the gateway itself answers for a label: its public name, or the one from which a network fetches. */
export const answeringHost = (
  environment: Pick<Environment, "tenancy" | "suite" | "cdn">,
  label: string,
  tenant?: string,
): string => hostName(environment, carriedLabels(environment).includes(label) ? originLabel(label) : label, tenant);

/** Where Terraform reaches OpenBao; only operators and the runner may pass the gateway there. */
export const secretsHost = (environment: Named): string => hostName(environment, "secrets");

/** Where users sign in, those of all tenants. */
export const identityHost = (environment: Named): string => hostName(environment, "iam");

/** Name that leads to the site that serves: names of tenants point here, so that a failover changes none of theirs. */
export const entryHost = (environment: Named): string => hostName(environment, "entry");

/** Name of whatever receives mail for every tenant of a shared platform; undefined where nothing does. */
export const exchangerHost = (environment: Pick<Environment, "tenancy" | "suite">): string | undefined =>
  receivingHost(environment, "between-tenants");

/** Name of whatever receives mail for a domain of the environment: one for all tenants, or the customer's own server. */
export const mailExchangerHost = (environment: Pick<Environment, "tenancy" | "suite">): string | undefined =>
  receivingHost(environment, environment.tenancy.kind === "shared" ? "between-tenants" : "instance-per-tenant");

function receivingHost(environment: Pick<Environment, "tenancy" | "suite">, kind: ServiceTenancy): string | undefined {
  const [label] = servicesOf(environment).flatMap(({ tenancy, exposes }) =>
    tenancy === kind
      ? exposes.flatMap((exposure) => (exposure.kind === "tcp" && exposure.publicPort === 25 ? [exposure.label] : []))
      : [],
  );
  return label === undefined ? undefined : hostName(environment, label);
}
