import type { Environment } from "../../environments/schema";

/** Public host name of an exposed label. */
export const hostName = (environment: Pick<Environment, "tenancy">, label: string): string =>
  `${label}.${environment.tenancy.domain}`;

/** Where Terraform reaches OpenBao; only operators and the runner may pass the gateway there. */
export const secretsHost = (environment: Pick<Environment, "tenancy">): string => hostName(environment, "secrets");

/** Where users sign in. */
export const identityHost = (environment: Pick<Environment, "tenancy">): string => hostName(environment, "iam");

/** Name of the realm that holds the customer's users. */
export const realmName = "workspace";

/** Issuer of the tokens that services accept. */
export const issuerUrl = (environment: Pick<Environment, "tenancy">): string =>
  `https://${identityHost(environment)}/realms/${realmName}`;
