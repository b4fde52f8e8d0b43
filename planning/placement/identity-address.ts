import { authentikPaths, authentikPorts, keycloakPort } from "../../catalog";
import type { Environment } from "../../environments/schema";
import type { IdentityAddress } from "../../language";
import { identityHost } from "./host-name";
import { workloadHost } from "./service-address";

type Signing = Pick<Environment, "tenancy" | "parts">;

/** Name of the realm that holds the customer's users: a tenant's own, or that of the whole platform. */
export const realmName = (tenant: string | undefined): string => tenant ?? "workspace";

/** The workload that services ask about who signed in, and its port. */
export interface IdentityServer {
  readonly workload: string;
  readonly port: number;
}

/** Whom services ask inside the cluster: Keycloak itself, or what stands before authentik and tells it under which name it is asked. */
export function identityServerOf({ parts }: Pick<Environment, "parts">): IdentityServer {
  switch (parts.identity) {
    case "keycloak":
      return { workload: "keycloak", port: keycloakPort };
    case "authentik":
      return { workload: "front", port: authentikPorts.front };
  }
}

/** Issuer of the tokens that services accept; authentik's is its address with the slash that ends it. */
export function issuerUrl(environment: Signing, tenant?: string): string {
  const outside = `https://${identityHost(environment)}`;
  switch (environment.parts.identity) {
    case "keycloak":
      return `${outside}/realms/${realmName(tenant)}`;
    case "authentik":
      return `${outside}/`;
  }
}

/** Addresses as browsers see them, and those that a service asks itself, which stay inside the cluster. */
export function identityAddress(environment: Signing, clientId: string, tenant?: string): IdentityAddress {
  const { workload, port } = identityServerOf(environment);
  const inside = `http://${workloadHost("identity", workload)}:${String(port)}`;
  const { issuer, authorization, token, keys, account } = identityEndpoints(environment, clientId, tenant);
  const within = (address: string): string => address.replace(`https://${identityHost(environment)}`, inside);
  return {
    issuer,
    discovery: within(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`),
    authorization,
    token: within(token),
    keys: within(keys),
    account,
    clientId,
  };
}

/** Every address of an identity server as the world knows it. */
export interface IdentityEndpoints {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly keys: string;
  /** Where a session is ended. */
  readonly end: string;
  readonly account: string;
}

/** Where an identity server answers the world about one client; the gateway's own proxies call these names, and reach it inside the cluster. */
export function identityEndpoints(environment: Signing, clientId: string, tenant?: string): IdentityEndpoints {
  const outside = `https://${identityHost(environment)}`;
  const issuer = issuerUrl(environment, tenant);
  switch (environment.parts.identity) {
    case "keycloak": {
      const protocol = `${issuer}/protocol/openid-connect`;
      return {
        issuer,
        authorization: `${protocol}/auth`,
        token: `${protocol}/token`,
        keys: `${protocol}/certs`,
        end: `${protocol}/logout`,
        account: `${issuer}/account`,
      };
    }
    case "authentik":
      return {
        issuer,
        authorization: outside + authentikPaths.authorization,
        token: outside + authentikPaths.token,
        keys: outside + authentikPaths.keys(clientId),
        end: outside + authentikPaths.end(clientId),
        account: outside + authentikPaths.account,
      };
  }
}
