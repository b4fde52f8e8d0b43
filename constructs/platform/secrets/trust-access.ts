import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { KubernetesAuthBackendConfig } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-config";
import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Construct } from "constructs";
import { secretsReader, secretsRole } from "./secret-paths";
import { certificatePolicy, namespacePolicy, type NamespaceSecrets } from "./trust-policies";

/** Where the login of pods is mounted; External Secrets' stores name it. */
const mountPath = "kubernetes";

/** Ten minutes for a token that is asked for anew at every refresh; an hour at most. */
const tokenTtl = 600;
const tokenMaxTtl = 3600;

export interface TrustAccessProps {
  readonly namespaces: readonly NamespaceSecrets[];
  /** Service account that asks for certificates inside the cluster. */
  readonly certificates: { readonly namespace: string; readonly serviceAccount: string };
}

/**
 * Login of pods by their service account, and what each may do once it is in. A role belongs to one account in one
 * namespace and carries one policy.
 */
export class TrustAccess extends Construct {
  private readonly login: AuthBackend;

  constructor(scope: Construct, id: string, { namespaces, certificates }: TrustAccessProps) {
    super(scope, id);
    this.login = new AuthBackend(this, "login", {
      type: "kubernetes",
      path: mountPath,
      description: "pods, by their service account",
    });
    new KubernetesAuthBackendConfig(this, "configuration", {
      backend: this.login.path,
      // The server's own cluster: its own token and certificate authority stand in its pod.
      kubernetesHost: "https://kubernetes.default.svc:443",
    });
    for (const secrets of namespaces) {
      const { namespace } = secrets;
      const policy = this.policy(`namespace-${namespace}`, namespacePolicy(secrets));
      this.role(secretsRole(namespace), namespace, secretsReader, policy);
    }
    const signing = this.policy("internal-certificates", certificatePolicy());
    this.role("internal-certificates", certificates.namespace, certificates.serviceAccount, signing);
  }

  private policy(name: string, policy: string): Policy {
    return new Policy(this, `policy-${name}`, { name, policy });
  }

  private role(role: string, namespace: string, serviceAccount: string, policy: Policy): void {
    new KubernetesAuthBackendRole(this, `role-${role}`, {
      backend: this.login.path,
      roleName: role,
      boundServiceAccountNames: [serviceAccount],
      boundServiceAccountNamespaces: [namespace],
      tokenPolicies: [policy.name],
      tokenNoDefaultPolicy: true,
      tokenTtl,
      tokenMaxTtl,
    });
  }
}
