import type { Finding } from "../../check";
import type { TenantPortion } from "../../facts";
import { textAt } from "../../facts/json";

/** A tenant's stacks read the states of the platform and of the tenant itself. */
export function stateFindings({ tenant, facts }: TenantPortion): readonly Finding[] {
  const own = `${facts.environment}-tenant-${tenant}`;
  const foreign = new RegExp(`^${facts.environment}-tenant-`);
  return Object.entries(facts.terraform)
    .filter(([, { block, type }]) => block === "data" && type === "terraform_remote_state")
    .flatMap(([id, { attributes }]) => {
      const key = textAt(attributes, "config", "key") ?? "";
      return foreign.test(key) && key !== `${own}.tfstate` && !key.startsWith(`${own}-`)
        ? [
            {
              where: `${id} config.key`,
              value: key,
              why: "is the state of another tenant",
              wayOut: "read the platform's states and the tenant's own",
            },
          ]
        : [];
    });
}
