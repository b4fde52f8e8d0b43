import { certificateKeysMount, hashPath, secretsMount, signingKeysMount } from "./secret-paths";
import { backupKeysMount, backupSecretsMount, internalAuthority, tenantKeysMount } from "./trust-policies";

/** Terraform's way into OpenBao: the one that OpenBao opens itself when it starts for the first time. */
export const terraformAccess = {
  /** Mount of the login; that of all other pods is made by Terraform. */
  mount: "terraform",
  role: "terraform",
  policy: "terraform",
  /** Service account in OpenBao's namespace whose tokens the role takes. */
  serviceAccount: "terraform",
} as const;

type Capability = "create" | "read" | "update" | "patch" | "delete" | "list" | "sudo";

interface Rule {
  readonly path: string;
  readonly capabilities: readonly Capability[];
}

const change: readonly Capability[] = ["create", "read", "update", "patch", "delete", "list"];

/** Enabling and tuning a login needs `sudo` beside the capability itself. */
const govern: readonly Capability[] = [...change, "sudo"];

/** Writing a secret without ever reading one back. */
const store: readonly Capability[] = ["create", "update", "patch", "delete"];

const rules: readonly Rule[] = [
  { path: "sys/mounts", capabilities: ["read", "list"] },
  { path: "sys/mounts/*", capabilities: govern },
  { path: "sys/auth", capabilities: ["read", "list"] },
  { path: "sys/auth/*", capabilities: govern },
  { path: "auth/kubernetes/*", capabilities: change },
  { path: "sys/policies/acl/*", capabilities: change },
  // Its own way in it may look at, and not widen.
  { path: `sys/policies/acl/${terraformAccess.policy}`, capabilities: ["read"] },
  { path: `sys/auth/${terraformAccess.mount}`, capabilities: ["read"] },
  { path: `sys/auth/${terraformAccess.mount}/*`, capabilities: ["read"] },
  { path: `sys/mounts/auth/${terraformAccess.mount}/*`, capabilities: ["read"] },
  // The provider works with a child of its token, which ends with the run.
  { path: "auth/token/create", capabilities: ["update"] },
  // The authority of the cluster and its root.
  { path: `${internalAuthority.mount}/*`, capabilities: govern },
  { path: `${internalAuthority.mount}-root/*`, capabilities: govern },
  ...[tenantKeysMount, backupKeysMount, signingKeysMount, certificateKeysMount].map((mount) => ({
    path: `${mount}/keys/*`,
    capabilities: change,
  })),
  // What others are told of a key is the hash of its public half.
  { path: hashPath, capabilities: ["update"] },
  ...[secretsMount, backupSecretsMount].flatMap((mount) => [
    { path: `${mount}/config`, capabilities: change },
    { path: `${mount}/data/*`, capabilities: store },
    { path: `${mount}/metadata/*`, capabilities: change },
  ]),
];

/**
 * What Terraform may do: make mounts, logins, policies and keys, and store secrets. It reads no secret and uses no key.
 * Whoever writes policies can in the end give anything to anyone; the audit trail says who did.
 */
export const terraformPolicy = (): string =>
  rules
    .map(({ path, capabilities }) => `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`)
    .join("\n");
