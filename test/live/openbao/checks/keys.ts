import { z } from "zod";
import { dumpRole, secretsMount } from "../../../../constructs/platform/secrets/secret-paths";
import {
  backupKeysMount,
  backupSecretsMount,
  tenantKeysMount,
} from "../../../../constructs/platform/secrets/trust-policies";
import type { Client } from "../client";
import type { Platform } from "../platform";
import type { Finding } from "../../harness/finding";
import { each } from "./each";
import { storedBelow } from "./stored";

/** A key that encrypts, and the policy of those who may use it. */
export interface HeldKey {
  readonly path: { readonly mount: string; readonly name: string };
  readonly policy: string;
}

/** Keys of the tenants, and that of backups. */
export const heldKeys = (platform: Platform): readonly HeldKey[] => [
  ...tenantsOf(platform).map((tenant) => ({
    path: { mount: tenantKeysMount, name: tenant },
    policy: `tenant-${tenant}`,
  })),
  { path: { mount: backupKeysMount, name: "backups" }, policy: "backup-operator" },
];

export const tenantsOf = ({ subject: { tenants, environment } }: Platform): readonly string[] =>
  tenants.length === 0 ? [environment] : tenants;

/** No role of production uses a key of a tenant or of backups, or reads what a restore needs; that a dump is closed with its tenant's is for it alone. */
export async function productionFindings(platform: Platform): Promise<readonly Finding[]> {
  const keys = heldKeys(platform);
  const restores = await storedBelow(platform, backupSecretsMount);
  return each(platform.subject.roles, async (role) => {
    const client = await platform.enter(role);
    const used = await each(keys, async ({ path }) =>
      (await uses(client, path))
        .filter(
          (how) => !how.startsWith("encrypts") || role.name !== dumpRole(path.name) || path.mount !== tenantKeysMount,
        )
        .map((how) => `${role.name} ${how}`),
    );
    const read = await each(restores, async (path) => {
      const { status } = await client.ask("GET", path);
      return status === 403 ? [] : [`${role.name} reads ${path}: ${String(status)}`];
    });
    return [...used, ...read];
  });
}

/** Whoever holds one key uses that one and no other, can neither see nor change it, and reads no secret of a service. */
export async function holderFindings(platform: Platform): Promise<readonly Finding[]> {
  const keys = heldKeys(platform);
  const stored = await storedBelow(platform, secretsMount);
  const findings: Finding[] = [];
  for (const { path, policy } of keys) {
    const holder = await enterWith(platform, policy);
    findings.push(...(await roundTrip(holder, path)).map((how) => `${policy} ${how}`));
    const others = keys.filter((key) => key.policy !== policy);
    findings.push(
      ...(await each(others, async (other) => (await uses(holder, other.path)).map((how) => `${policy} ${how}`))),
      ...(await each(stored, async (secret) => {
        const { status } = await holder.ask("GET", secret);
        return status === 403 ? [] : [`${policy} reads ${secret}: ${String(status)}`];
      })),
    );
  }
  return findings;
}

/** A role of the test's own for policies that no role of the cluster carries. */
export async function enterWith(platform: Platform, ...policies: readonly string[]): Promise<Client> {
  const name = policies.join("-and-");
  const role = { name: `holder-${name}`, namespace: "holders", account: name, audience: "holders" };
  await (
    await platform.terraform()
  ).must("POST", `auth/kubernetes/role/${role.name}`, {
    bound_service_account_names: [role.account],
    bound_service_account_namespaces: [role.namespace],
    audience: role.audience,
    token_policies: policies,
    token_no_default_policy: true,
  });
  return platform.enter(role);
}

const plaintext = Buffer.from("a letter").toString("base64");

async function roundTrip(client: Client, { mount, name }: HeldKey["path"]): Promise<readonly string[]> {
  const closed = await client.ask("POST", `${mount}/encrypt/${name}`, { plaintext });
  const { success, data } = z.looseObject({ ciphertext: z.string() }).safeParse(closed.data);
  if (!success) return [`cannot encrypt with ${mount}/${name}: ${String(closed.status)}`];
  const opened = await client.ask("POST", `${mount}/decrypt/${name}`, { ciphertext: data.ciphertext });
  if (opened.data?.["plaintext"] !== plaintext)
    return [`cannot decrypt with ${mount}/${name}: ${String(opened.status)}`];
  const changes = [
    await client.ask("GET", `${mount}/keys/${name}`),
    await client.ask("GET", `${mount}/export/encryption-key/${name}`),
    await client.ask("POST", `${mount}/keys/${name}/rotate`),
    await client.ask("POST", `${mount}/keys/${name}/config`, { deletion_allowed: true }),
    await client.ask("DELETE", `${mount}/keys/${name}`),
  ];
  return changes.every(({ status }) => status === 403)
    ? []
    : [`sees or changes ${mount}/${name}: ${changes.map(({ status }) => status).join(", ")}`];
}

async function uses(client: Client, { mount, name }: HeldKey["path"]): Promise<readonly string[]> {
  const ways = [
    ["encrypts", await client.ask("POST", `${mount}/encrypt/${name}`, { plaintext })],
    ["decrypts", await client.ask("POST", `${mount}/decrypt/${name}`, { ciphertext: "vault:v1:AAAA" })],
    ["sees", await client.ask("GET", `${mount}/keys/${name}`)],
  ] as const;
  return ways.flatMap(([how, { status }]) =>
    status === 403 ? [] : [`${how} with ${mount}/${name}: ${String(status)}`],
  );
}
