import { secretsServer, type SecretsProduct } from "../../../catalog";
import { secretsAudience } from "./secret-paths";
import { snapshotAccess, snapshotPolicy } from "./snapshot-access";
import { terraformAccess, terraformPolicy } from "./terraform-policy";

const { mount, role, policy, serviceAccount } = terraformAccess;

/** Half an hour for one run of Terraform; a token is renewed for an hour at most. */
const tokenTtl = "30m";
const tokenMaxTtl = "1h";

/** Long enough for one snapshot. */
const snapshotTtl = "10m";

/** One writing request to the API. */
export interface FirstRequest {
  readonly name: string;
  readonly path: string;
  readonly data: object;
}

/** What lets Terraform and snapshots in, by service accounts of the server's own namespace, and nobody else. */
export function firstRequests(product: SecretsProduct): readonly FirstRequest[] {
  const { namespace } = secretsServer(product).footprint;
  return [
    { name: "terraform-policy", path: `sys/policies/acl/${policy}`, data: { policy: terraformPolicy() } },
    {
      name: "terraform-login",
      path: `sys/auth/${mount}`,
      data: { type: "kubernetes", description: "Terraform, by a service account" },
    },
    {
      name: "terraform-login-configuration",
      path: `auth/${mount}/config`,
      // The server's own cluster: its own token and certificate authority stand in its pod.
      data: { kubernetes_host: "https://kubernetes.default.svc:443" },
    },
    {
      name: "terraform-role",
      path: `auth/${mount}/role/${role}`,
      data: {
        bound_service_account_names: [serviceAccount],
        bound_service_account_namespaces: [namespace],
        audience: secretsAudience,
        token_policies: [policy],
        token_ttl: tokenTtl,
        token_max_ttl: tokenMaxTtl,
      },
    },
    {
      name: "snapshot-policy",
      path: `sys/policies/acl/${snapshotAccess.policy}`,
      data: { policy: snapshotPolicy() },
    },
    {
      name: "snapshot-role",
      path: `auth/${snapshotAccess.mount}/role/${snapshotAccess.role}`,
      data: {
        bound_service_account_names: [snapshotAccess.serviceAccount],
        bound_service_account_namespaces: [namespace],
        audience: secretsAudience,
        token_policies: [snapshotAccess.policy],
        token_no_default_policy: true,
        token_ttl: snapshotTtl,
        token_max_ttl: snapshotTtl,
      },
    },
  ];
}
