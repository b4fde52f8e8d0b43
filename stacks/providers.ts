import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KeycloakProvider } from "@cdktf/provider-keycloak/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import type { TerraformStack } from "cdktf";
import { secretsServer } from "../catalog";
import { RightCluster } from "../constructs/infrastructure/existing/right-cluster";
import type { ClusterAccess } from "../constructs/infrastructure/infrastructure";
import type { Environment, Site } from "../environments/schema";
import { identityHost, secretsHost } from "../planning/placement";
import { cloudOf } from "./clouds";

/** The site's cluster, with a credential that is fetched anew for each run and kept nowhere. */
export function useCluster(stack: TerraformStack, site: Site, access: ClusterAccess): void {
  const { host, certificateAuthority } = access;
  const login = cloudOf(site).login(access);
  switch (login.kind) {
    case "command": {
      const { command, args } = login;
      const exec = { apiVersion: "client.authentication.k8s.io/v1", command, args: [...args] };
      new KubernetesProvider(stack, "kubernetes", { host, clusterCaCertificate: certificateAuthority, exec: [exec] });
      new HelmProvider(stack, "helm", { kubernetes: { host, clusterCaCertificate: certificateAuthority, exec } });
      return;
    }
    case "context": {
      // The path of the operator's kubeconfig comes from KUBE_CONFIG_PATH.
      const { context: configContext, cluster } = login;
      new KubernetesProvider(stack, "kubernetes", { configContext });
      new HelmProvider(stack, "helm", { kubernetes: { configContext } });
      new RightCluster(stack, "right-cluster", { context: configContext, cluster });
      return;
    }
  }
}

/** What holds the secrets at the site that serves; the token comes from VAULT_TOKEN. */
export function useSecrets(stack: TerraformStack, environment: Environment): void {
  new VaultProvider(stack, "vault", {
    address: `https://${secretsHost(environment)}`,
    skipGetVaultVersion: true,
    vaultVersionOverride: secretsServer(environment.parts.secrets).apiVersion,
  });
}

/** Keycloak at the site that serves; KEYCLOAK_CLIENT_ID and KEYCLOAK_CLIENT_SECRET name its Terraform client. */
export function useIdentity(stack: TerraformStack, environment: Environment): void {
  new KeycloakProvider(stack, "keycloak", { url: `https://${identityHost(environment)}`, realm: "master" });
}
