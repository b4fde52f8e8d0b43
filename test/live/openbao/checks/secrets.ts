import { secretsMount } from "../../../../constructs/platform/secrets/secret-paths";
import type { Platform } from "../platform";
import type { Needs, Role } from "../subject";
import type { Finding } from "../../harness/finding";
import { each, pairs } from "./each";

/** Every namespace that has a way to secrets makes what it says it makes, once, as its operator does, and reads what it says it reads. */
export async function needFindings(platform: Platform): Promise<readonly Finding[]> {
  const { needs } = platform.subject;
  const made = await each(needs, (need) => make(platform, need));
  return [...made, ...(await each(needs, (need) => read(platform, need)))];
}

const enter = ({ enter: at }: Platform, { role, ...account }: Needs) => at({ name: role, ...account });

async function make(platform: Platform, need: Needs): Promise<readonly Finding[]> {
  if (need.makes.length === 0) return [];
  const client = await enter(platform, need);
  return each(need.makes, async (path) => {
    const there = await client.ask("GET", path);
    if (there.status === 200) return [];
    const mark = await client.ask("PUT", path.replace("/data/", "/metadata/"), {
      custom_metadata: { "managed-by": "external-secrets" },
    });
    const written = await client.ask("PUT", path, { data: { value: `made-up-${path}` } });
    return there.status === 404 && mark.status < 300 && written.status < 300
      ? []
      : [`${need.namespace} cannot make ${path}: ${[there, mark, written].map((answer) => answer.status).join(", ")}`];
  });
}

async function read(platform: Platform, need: Needs): Promise<readonly Finding[]> {
  if (need.reads.length === 0) return [];
  const client = await enter(platform, need);
  return each(need.reads, async (path) => {
    const { status } = await client.ask("GET", path);
    return status === 200 ? [] : [`${need.namespace} cannot read ${path}: ${String(status)}`];
  });
}

/** Nobody reads what another namespace asks for, or another tenant: not one of `stored`, and writes none of it either. */
export async function strangerFindings(
  platform: Platform,
  stored: readonly string[],
  roles: readonly Role[] = platform.subject.roles,
): Promise<readonly Finding[]> {
  const { needs } = platform.subject;
  const entered = await each(roles, async (role) => [{ role, client: await platform.enter(role) }]);
  return each(pairs(entered, stored), async ([{ role, client }, path]) => {
    const own = needs.find(({ role: name }) => name === role.name);
    if (path.startsWith(folderOf(role)) || own?.reads.includes(path) || own?.makes.includes(path)) return [];
    const findings: Finding[] = [];
    const { status } = await client.ask("GET", path);
    if (status !== 403) findings.push(`role ${role.name} reads ${path}: ${String(status)}`);
    const metadata = await client.ask("GET", path.replace("/data/", "/metadata/"));
    if (metadata.status !== 403) findings.push(`role ${role.name} sees ${path}: ${String(metadata.status)}`);
    const written = await client.ask("DELETE", path);
    if (written.status !== 403) findings.push(`role ${role.name} deletes ${path}: ${String(written.status)}`);
    return findings;
  });
}

/** Where a namespace's secrets lie, as the pages for users say: below its own name, a tenant's below the tenant's. */
function folderOf({ namespace, tenant }: Role): string {
  const below =
    tenant === undefined ? namespace : `tenants/${tenant}/${namespace.replace(new RegExp(`^${tenant}-`), "")}`;
  return `${secretsMount}/data/${below}/`;
}
