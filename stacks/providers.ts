import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KeycloakProvider } from "@cdktf/provider-keycloak/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { OvhProvider } from "@cdktf/provider-ovh/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import type { TerraformStack } from "cdktf";
import type { ClusterAccess } from "../constructs/infrastructure/infrastructure";
import { notDeployed } from "../constructs/infrastructure/infrastructure-for";
import type { Environment, Site } from "../environments/schema";
import { identityHost, secretsHost } from "../planning/placement";

/** OVHcloud in Europe; credentials come from the variables that its provider reads (OVH_CLIENT_ID and siblings). */
export function useOvh(stack: TerraformStack): void {
  new OvhProvider(stack, "ovh", { endpoint: "ovh-eu" });
}

/** The cloud of a site, as its own resources need it. Throws a Refusal where this version has none. */
export function useCloud(stack: TerraformStack, site: Site, where: string): void {
  switch (site.kind) {
    case "ovh":
      useOvh(stack);
      return;
    case "azure":
    case "aws":
    case "existing":
      throw notDeployed(site.kind, where);
  }
}

/** The site's cluster, with a credential that is fetched anew for each run and kept nowhere. */
export function useCluster(stack: TerraformStack, site: Site, where: string, access: ClusterAccess): void {
  const { host, certificateAuthority } = access;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: "bestek",
    args: credentialArguments(site, where, access),
  };
  new KubernetesProvider(stack, "kubernetes", { host, clusterCaCertificate: certificateAuthority, exec: [exec] });
  new HelmProvider(stack, "helm", { kubernetes: { host, clusterCaCertificate: certificateAuthority, exec } });
}

function credentialArguments(site: Site, where: string, { clusterId }: ClusterAccess): string[] {
  switch (site.kind) {
    case "ovh":
      return ["credential", "ovh", "--project", site.project, "--cluster", clusterId];
    case "azure":
    case "aws":
    case "existing":
      throw notDeployed(site.kind, where);
  }
}

/** OpenBao at the site that serves; the token comes from VAULT_TOKEN. */
export function useSecrets(stack: TerraformStack, environment: Environment): void {
  new VaultProvider(stack, "vault", {
    address: `https://${secretsHost(environment)}`,
    // OpenBao counts its own versions but speaks the API of the Vault it left at 1.14.
    skipGetVaultVersion: true,
    vaultVersionOverride: "1.14.0",
  });
}

/** Keycloak at the site that serves; KEYCLOAK_CLIENT_ID and KEYCLOAK_CLIENT_SECRET name its Terraform client. */
export function useIdentity(stack: TerraformStack, environment: Environment): void {
  new KeycloakProvider(stack, "keycloak", { url: `https://${identityHost(environment)}`, realm: "master" });
}
