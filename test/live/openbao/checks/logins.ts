import type { Platform } from "../platform";
import type { Role } from "../subject";
import type { Account } from "../token-review";
import type { Finding } from "../../harness/finding";
import { each } from "./each";

/** Each role lets in one account of one namespace, with its own policies and for its own time, and nobody else. */
export const loginFindings = (platform: Platform): Promise<readonly Finding[]> =>
  each(platform.subject.roles, (role) => judge(platform, role));

/** The same of the roles that stand since the first start: Terraform's and that of snapshots. */
export const firstLoginFindings = ({ firstRoles, knock }: Platform): Promise<readonly Finding[]> =>
  each(firstRoles, async ({ mount, name, namespace, account, audience }) => {
    const own = { namespace, name: account, audience };
    const { auth, errors } = await knock(name, own, mount);
    const refused = auth === null || auth === undefined;
    return [
      ...(refused ? [`role ${name} refuses its own account: ${errors.join("; ")}`] : []),
      ...(await letIn(own, (other) => knock(name, other, mount))).map((of) => `role ${name} lets in ${of}`),
    ];
  });

async function judge({ knock }: Platform, role: Role): Promise<readonly Finding[]> {
  const { name, namespace, account, policies, lifetime, audience } = role;
  const own = { namespace, name: account, audience };
  const findings: Finding[] = [];
  const { auth, errors } = await knock(name, own);
  if (auth === null || auth === undefined) return [`role ${name} refuses its own account: ${errors.join("; ")}`];
  if (auth.token_policies.join() !== [...policies].sort().join())
    findings.push(`role ${name} carries ${auth.token_policies.join(", ")}, not ${policies.join(", ")}`);
  if (auth.lease_duration > lifetime) findings.push(`a token of role ${name} lives ${String(auth.lease_duration)} s`);
  const strangers = await letIn(own, (other) => knock(name, other));
  return [...findings, ...strangers.map((of) => `role ${name} lets in ${of}`)];
}

/** Accounts that get in beside a role's own: of another namespace or name, and its own with a token for somebody else or for the API. */
async function letIn(
  own: Account,
  knock: (other: Account) => ReturnType<Platform["knock"]>,
): Promise<readonly string[]> {
  const { audience: _, ...forTheApi } = own;
  const others: readonly Account[] = [
    { ...own, namespace: "default" },
    { ...own, namespace: `${own.namespace}-x` },
    { ...own, name: "default" },
    { ...own, audience: "https://elsewhere.example.eu" },
    forTheApi,
  ];
  const found: string[] = [];
  for (const other of others) {
    if ((await knock(other)).status < 400)
      found.push(`account ${other.namespace}/${other.name} for ${other.audience ?? "the API server"}`);
  }
  return found;
}
