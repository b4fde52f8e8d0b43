import type { Platform } from "../platform";
import type { Role } from "../subject";
import { each, type Finding } from "./finding";

/** Each role lets in one account of one namespace, with its own policies and for its own time, and nobody else. */
export const loginFindings = (platform: Platform): Promise<readonly Finding[]> =>
  each(platform.subject.roles, (role) => judge(platform, role));

async function judge({ knock }: Platform, role: Role): Promise<readonly Finding[]> {
  const { name, namespace, account, policies, lifetime, audience } = role;
  const own = { namespace, name: account, audience };
  const findings: Finding[] = [];
  const { auth, errors } = await knock(name, own);
  if (auth === null || auth === undefined) return [`role ${name} refuses its own account: ${errors.join("; ")}`];
  if (auth.token_policies.join() !== [...policies].sort().join())
    findings.push(`role ${name} carries ${auth.token_policies.join(", ")}, not ${policies.join(", ")}`);
  if (auth.lease_duration > lifetime) findings.push(`a token of role ${name} lives ${String(auth.lease_duration)} s`);
  const others = [
    { ...own, namespace: "default" },
    { ...own, namespace: `${namespace}-x` },
    { ...own, name: "default" },
    { ...own, audience: "https://elsewhere.example.eu" },
  ];
  for (const other of others) {
    const answer = await knock(name, other);
    if (answer.status < 400) {
      const of = `account ${other.namespace}/${other.name} for ${other.audience}`;
      findings.push(`role ${name} lets in ${of}`);
    }
  }
  return findings;
}
