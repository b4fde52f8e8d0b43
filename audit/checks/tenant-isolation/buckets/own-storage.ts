import type { Findings, Finding } from "../../../check";
import type { TenantPortion } from "../../../facts";
import { awsBuckets } from "../../../recovery/aws-buckets";
import type { ObjectOwners } from "./owners";

/**
 * In storage of the customer's own, users and their rights are its administrator's, and no file shows them: who gets in is undecided. What
 * files do show is how keys arrive: in variables that bear the tenant's id, because one `TF_VAR` reaches every stack.
 */
export function ownStorageFindings({ tenant, facts }: TenantPortion, owners: ObjectOwners): Findings {
  const buckets = awsBuckets(facts).filter(({ host }) => host !== undefined);
  const handed = Object.entries(facts.terraform).filter(
    ([, { block, address }]) => block === "variable" && address.startsWith("var.keys_"),
  );
  const own = `var.keys_${tenant.replaceAll("-", "_")}_`;
  const keys = handed
    .filter(([, { address }]) => !address.startsWith(own))
    .map(([where, { address }]): Finding => ({
      where,
      value: address,
      why: "may be the variable of another tenant's keys too",
      wayOut: `let its name begin with "${own}"`,
    }));
  const doubled = buckets
    .filter(({ name }) => !owners.owns(tenant, name))
    .map(({ object, name }): Finding => ({
      where: object,
      value: name,
      why: "is made by another tenant too",
      wayOut: "give each tenant a bucket of its own",
    }));
  const hosts = [...new Set(buckets.flatMap(({ host }) => host ?? []))].sort();
  const open = [...hosts, ...(hosts.length === 0 && handed.length > 0 ? ["the customer's own storage"] : [])];
  return {
    failures: [...keys, ...doubled],
    undecided: open.map((where): Finding => ({
      where,
      why: "says in no file whom it lets into the tenant's buckets: its administrator makes users and their rights",
      wayOut: "let the administrator show that each user sees the one bucket it is named for",
    })),
  };
}
