import type { Finding, Findings } from "../../../check";
import type { TenantPortion } from "../../../facts";
import { textAt } from "../../../facts/json";
import { bucketsInCluster, taskSettings, type ObjectOwners } from "./owners";

/** In the store of the cluster a tenant's task lets keys of that tenant into buckets that no other tenant's task names. */
export function clusterFindings(portion: TenantPortion, owners: ObjectOwners): Findings {
  const { tenant } = portion;
  const names = bucketsInCluster(portion)
    .filter((name) => !owners.owns(tenant, name))
    .map((value): Finding => ({
      where: "object storage in the cluster",
      value,
      why: "is made for another tenant too",
      wayOut: "let the task name buckets of its own tenant",
    }));
  const keys = taskSettings(portion).flatMap(([where, setting]): readonly Finding[] => {
    const name = textAt(setting, "name") ?? "";
    const secret = textAt(setting, "valueFrom", "secretKeyRef", "name");
    return !/^(?:ACCESS|SECRET)_KEY_/.test(name) || secret?.startsWith(`bucket-${tenant}-`) === true
      ? []
      : [
          {
            where: `${where} ${name}`,
            value: secret ?? null,
            why: "is no key of the tenant",
            wayOut: "let the task hand the tenant's own keys to the store",
          },
        ];
  });
  return { failures: [...names, ...keys] };
}
