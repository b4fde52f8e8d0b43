import { createPublicKey } from "node:crypto";
import { z } from "zod";
import type { Finding } from "../../harness/finding";
import type { Client } from "../client";
import type { Platform } from "../platform";
import { each, pairs } from "./each";

const givenOut = z.looseObject({ type: z.string(), keys: z.strictObject({ "1": z.string() }) });
const published = z.looseObject({ keys: z.record(z.string(), z.looseObject({ public_key: z.string() })) });

/**
 * Whoever is to sign gets, at the path that its generator names, the private half of the very key whose public half Terraform reads for the record; every
 * other role gets none, and whoever applies the stacks neither.
 */
export async function signingFindings(platform: Platform): Promise<readonly Finding[]> {
  const { needs, roles } = platform.subject;
  const keys = needs.flatMap(({ role, givenOut: paths }) => paths.map((path) => ({ role, path })));
  const terraform = await platform.terraform();
  const clients = await each(roles, async (role) => [{ role: role.name, client: await platform.enter(role) }]);
  const found = await each(keys, async ({ role, path }) => {
    const client = clients.find((one) => one.role === role)?.client;
    return client === undefined ? [`${role} lets nobody in`] : signatureOf(client, terraform, path);
  });
  const strangers = [...clients, { role: "terraform", client: terraform }];
  const taken = await each(pairs(strangers, keys), async ([{ role, client }, key]) => {
    if (role === key.role) return [];
    const { status } = await client.ask("GET", key.path);
    return status === 403 ? [] : [`${role} gets ${key.path}: ${String(status)}`];
  });
  return [...found, ...taken];
}

async function signatureOf(client: Client, terraform: Client, path: string): Promise<readonly string[]> {
  const answer = givenOut.safeParse((await client.ask("GET", path)).data);
  if (!answer.success) return [`${path} gives out no key of one version`];
  const [mount, , , name] = path.split("/");
  const { keys } = published.parse(await terraform.must("GET", `${mount ?? ""}/keys/${name ?? ""}`));
  // As the record's expression does it.
  const shown = (keys["1"]?.public_key ?? "").replace(/-----[A-Z ]+-----|[ \t\r\n]/g, "");
  const derived = createPublicKey(answer.data.keys["1"]).export({ type: "spki", format: "der" }).toString("base64");
  return shown === derived ? [] : [`${path} is not the private half of what the record shows`];
}
