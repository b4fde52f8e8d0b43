import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { KubernetesAuthBackendConfig } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-config";
import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Construct } from "constructs";
import { databaseDumps, secretsServer, type SecretsProduct } from "../../../catalog";
import { internalIssuer } from "./internal-authority";
import { podLogin } from "./pod-login";
import {
  certificateKeysReader,
  certificateKeysRole,
  dumpRole,
  secretsAudience,
  secretsReader,
  secretsRole,
} from "./secret-paths";
import { markingPolicy, readingPolicy, snapshotMarking, snapshotReading } from "./snapshot-mark";
import {
  certificateKeysPolicy,
  certificatePolicy,
  dumpPolicy,
  namespacePolicy,
  type NamespaceSecrets,
  type ShownKeys,
} from "./trust-policies";

/** Ten minutes for a token that is asked for anew at every refresh; an hour at most. */
const tokenTtl = 600;
const tokenMaxTtl = 3600;

export interface TrustAccessProps {
  readonly product: SecretsProduct;
  /** Tenants of this stack whose databases are dumped. */
  readonly dumped: readonly string[];
  readonly namespaces: readonly NamespaceSecrets[];
  /** Namespaces whose certificates are over keys that other mail servers are told of. */
  readonly shown: readonly ShownKeys[];
  /** Service account that asks for certificates inside the cluster. */
  readonly certificates: { readonly namespace: string; readonly serviceAccount: string };
}

/**
 * Login of pods by their service account, and what each may do once it is in. A role belongs to one account in one
 * namespace and carries one policy.
 */
export class TrustAccess extends Construct {
  private readonly login: AuthBackend;

  constructor(scope: Construct, id: string, { product, namespaces, dumped, shown, certificates }: TrustAccessProps) {
    super(scope, id);
    this.login = new AuthBackend(this, "login", {
      type: "kubernetes",
      path: podLogin,
      description: "pods, by their service account",
    });
    new KubernetesAuthBackendConfig(this, "configuration", {
      backend: this.login.path,
      // The server's own cluster: its own token and certificate authority stand in its pod.
      kubernetesHost: "https://kubernetes.default.svc:443",
    });
    for (const secrets of namespaces) namespaceAccess(this, this.login.path, secrets);
    for (const keys of shown) keysAccess(this, this.login.path, keys);
    for (const tenant of dumped) dumpAccess(this, this.login.path, tenant);
    markAccess(this, this.login.path, product);
    const signing = policyNamed(this, internalIssuer.role, certificatePolicy());
    role(this, this.login.path, {
      role: internalIssuer.role,
      audience: internalIssuer.audience,
      namespace: certificates.namespace,
      serviceAccount: certificates.serviceAccount,
      policy: signing,
    });
  }
}

/** What one namespace may do with secrets, in the stack of whoever the namespace belongs to. */
export function namespaceAccess(scope: Construct, login: string, secrets: NamespaceSecrets): void {
  const { namespace } = secrets;
  const policy = policyNamed(scope, `namespace-${namespace}`, namespacePolicy(secrets));
  role(scope, login, {
    role: secretsRole(namespace),
    audience: secretsAudience,
    namespace,
    serviceAccount: secretsReader,
    policy,
  });
}

/** What a namespace is given for its certificate: by a role of its own, because it comes before anything else of the namespace. */
function keysAccess(scope: Construct, login: string, { namespace, keys }: ShownKeys): void {
  const name = certificateKeysRole(namespace);
  role(scope, login, {
    role: name,
    audience: secretsAudience,
    namespace,
    serviceAccount: certificateKeysReader,
    policy: policyNamed(scope, name, certificateKeysPolicy(keys)),
  });
}

/** What dumps of one tenant's databases may do with keys, in the stack that makes the tenant's. */
export function dumpAccess(scope: Construct, login: string, tenant: string): void {
  const name = dumpRole(tenant);
  role(scope, login, {
    role: name,
    // The account is the same for all tenants; the token that a pod has is made out for one of them.
    audience: name,
    namespace: databaseDumps.namespace,
    serviceAccount: databaseDumps.account,
    policy: policyNamed(scope, name, dumpPolicy(tenant)),
  });
}

/** Who marks a snapshot before it is taken, and who reads the mark in what was restored of it. */
function markAccess(scope: Construct, login: string, product: SecretsProduct): void {
  const { component, namespace } = secretsServer(product).footprint;
  role(scope, login, {
    ...snapshotMarking,
    namespace,
    policy: policyNamed(scope, snapshotMarking.policy, markingPolicy()),
  });
  role(scope, login, {
    ...snapshotReading,
    namespace,
    serviceAccount: component,
    policy: policyNamed(scope, snapshotReading.policy, readingPolicy()),
  });
}

const policyNamed = (scope: Construct, name: string, policy: string): Policy =>
  new Policy(scope, `policy-${name}`, { name, policy });

interface RoleProps {
  readonly role: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly policy: Policy;
  /** Whom the account's token must be made out to: a role that names nobody takes a token that was meant for anybody (seen with 2.6.2). */
  readonly audience: string;
}

function role(
  scope: Construct,
  backend: string,
  { role: roleName, namespace, serviceAccount, policy, audience }: RoleProps,
): void {
  new KubernetesAuthBackendRole(scope, `role-${roleName}`, {
    backend,
    roleName,
    boundServiceAccountNames: [serviceAccount],
    boundServiceAccountNamespaces: [namespace],
    tokenPolicies: [policy.name],
    audience,
    tokenNoDefaultPolicy: true,
    tokenTtl,
    tokenMaxTtl,
  });
}
