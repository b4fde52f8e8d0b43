import { z } from "zod";
import { dumpRole } from "../../../../constructs/platform/secrets/secret-paths";
import { dataKeyPath, tenantKeysMount } from "../../../../constructs/platform/secrets/trust-policies";
import type { Finding } from "../../harness/finding";
import type { Client } from "../client";
import type { Platform } from "../platform";
import { each } from "./each";
import { enterWith, tenantsOf } from "./keys";

const keySchema = z.looseObject({ plaintext: z.string(), ciphertext: z.string() });
const wrappedSchema = z.looseObject({ ciphertext: z.string() });
const openedSchema = z.looseObject({ plaintext: z.string() });

const encoded = (text: string): string => Buffer.from(text).toString("base64");
const decoded = (text: string): string => Buffer.from(text, "base64").toString("utf8");

/** A key that closes one dump: bare, and wrapped under both keys. */
export interface DumpKey {
  readonly bare: string;
  readonly wrapped: string;
}

/** Asks for one as a dump of a tenant's databases does. */
export async function dumpKey(client: Client, tenant: string): Promise<DumpKey> {
  const { plaintext, ciphertext } = keySchema.parse(await client.must("POST", dataKeyPath, {}));
  const twice = await client.must("POST", `${tenantKeysMount}/encrypt/${tenant}`, { plaintext: encoded(ciphertext) });
  return { bare: plaintext, wrapped: wrappedSchema.parse(twice).ciphertext };
}

/** Opens it as people do who have the policies for that; undefined where the server refuses. */
export async function openedKey(people: Client, tenant: string, wrapped: string): Promise<string | undefined> {
  const once = await people.ask("POST", `${tenantKeysMount}/decrypt/${tenant}`, { ciphertext: wrapped });
  const inner = openedSchema.safeParse(once.data);
  if (!inner.success) return undefined;
  const bare = await people.ask("POST", "backup-transit/decrypt/backups", {
    ciphertext: decoded(inner.data.plaintext),
  });
  return openedSchema.safeParse(bare.data).data?.plaintext;
}

/** Each tenant's dumps close what only people with both policies open, and reach no other tenant's key. */
export const dumpFindings = (platform: Platform): Promise<readonly Finding[]> =>
  each(tenantsOf(platform), async (tenant) => {
    const name = dumpRole(tenant);
    const role = platform.subject.roles.find((one) => one.name === name);
    if (role === undefined) return [`nobody dumps the databases of ${tenant}`];
    const client = await platform.enter(role);
    const { bare, wrapped } = await dumpKey(client, tenant);
    const both = await enterWith(platform, "backup-operator", `tenant-${tenant}`);
    const others = tenantsOf(platform).filter((other) => other !== tenant);
    return [
      ...(Buffer.from(bare, "base64").length === 32 ? [] : [`${name} is given a key of another length`]),
      ...((await openedKey(both, tenant, wrapped)) === bare
        ? []
        : [`people with both policies can't open what ${name} closed`]),
      ...((await openedKey(client, tenant, wrapped)) === undefined ? [] : [`${name} opens what it closed`]),
      ...(await each(["backup-operator", `tenant-${tenant}`], async (policy) =>
        (await openedKey(await enterWith(platform, policy), tenant, wrapped)) === undefined
          ? []
          : [`${policy} alone opens what ${name} closed`],
      )),
      ...(await refusals(client, name, others)),
    ];
  });

/** What the role asks in vain. */
async function refusals(client: Client, name: string, others: readonly string[]): Promise<readonly Finding[]> {
  const requests: readonly (readonly ["GET" | "POST", string, object?])[] = [
    ["POST", "backup-transit/decrypt/backups", { ciphertext: "vault:v1:AAAA" }],
    ["POST", "backup-transit/rewrap/backups", { ciphertext: "vault:v1:AAAA" }],
    ["POST", "backup-transit/keys/backups/rotate"],
    ["GET", "backup-transit/export/encryption-key/backups"],
    ...others.map((other) => ["POST", `${tenantKeysMount}/encrypt/${other}`, { plaintext: encoded("a") }] as const),
    ...others.map((other) => ["POST", `${tenantKeysMount}/datakey/plaintext/${other}`, {}] as const),
  ];
  return each(requests, async ([method, path, body]) => {
    const { status } = await client.ask(method, path, body);
    return status === 403 ? [] : [`${name} may ${method} ${path}: ${String(status)}`];
  });
}
