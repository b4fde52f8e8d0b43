import { secretsMount } from "../../../../constructs/platform/secrets/secret-paths";
import { tenantKeysMount } from "../../../../constructs/platform/secrets/trust-policies";
import type { Client } from "../client";
import type { Platform } from "../platform";
import type { Finding } from "../../harness/finding";
import { each } from "./each";
import { storedBelow } from "./stored";

type Request = Parameters<Client["ask"]>;

const anything = 'path "*" {\n  capabilities = ["create", "read", "update", "delete", "list", "sudo"]\n}\n';

/** What makes somebody master of the server. */
const mastery = (role: string): readonly Request[] => [
  ["PUT", "sys/policies/acl/everything", { policy: anything }],
  ["POST", "sys/mounts/more", { type: "kv" }],
  ["POST", "sys/auth/more", { type: "userpass" }],
  ["POST", `auth/kubernetes/role/${role}`, { token_policies: ["root"] }],
  ["POST", "auth/token/create", { policies: ["root"] }],
  ["POST", "auth/token/create-orphan", { policies: ["root"] }],
  ["GET", "sys/storage/raft/snapshot"],
  ["POST", "sys/storage/raft/remove-peer", { server_id: "openbao-1" }],
  ["PUT", "sys/audit/more", { type: "file", options: { file_path: "discard" } }],
  ["DELETE", "sys/audit/stdout"],
  ["POST", "sys/seal"],
  ["POST", "sys/step-down"],
  ["GET", "sys/config/state/sanitized"],
  ["POST", "identity/entity", { name: "somebody", policies: ["root"] }],
];

/** No role governs the server or widens itself. */
export const masteryFindings = (platform: Platform): Promise<readonly Finding[]> =>
  each(platform.subject.roles, async (role) => {
    const client = await platform.enter(role);
    return (await granted(client, mastery(role.name))).map((what) => `role ${role.name} may ${what}`);
  });

/** Who applies the stacks reads no secret, uses no key, makes nobody root, widens not itself, and stops no trail. */
export async function terraformFindings(platform: Platform): Promise<readonly Finding[]> {
  const client = await platform.terraform();
  const [tenant = platform.subject.environment] = platform.subject.tenants;
  const stored = await storedBelow(platform, secretsMount);
  const requests: readonly Request[] = [
    ...stored.map((path): Request => ["GET", path]),
    ["POST", `${tenantKeysMount}/encrypt/${tenant}`, { plaintext: "" }],
    ["PUT", "sys/policies/acl/terraform", { policy: anything }],
    ["POST", "auth/terraform/role/terraform", { token_policies: ["root"] }],
    ["POST", "auth/terraform/config", { kubernetes_host: "https://elsewhere.example.eu" }],
    ...mastery("none").filter(([, path]) => !/^(sys\/(policies|mounts|auth)|auth\/kubernetes)\//.test(path)),
  ];
  return (await granted(client, requests)).map((what) => `Terraform may ${what}`);
}

async function granted(client: Client, requests: readonly Request[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [method, path, body] of requests) {
    const { status } = await client.ask(method, path, body);
    // Making a root token is a bad request for everybody but root.
    const isRefused = status === 403 || (path.startsWith("auth/token/") && status === 400);
    if (!isRefused) found.push(`${method} ${path}: ${String(status)}`);
  }
  return found;
}
