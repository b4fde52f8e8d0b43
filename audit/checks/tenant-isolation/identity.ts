import type { Finding } from "../../check";
import type { TenantPortion } from "../../facts";
import { textAt } from "../../facts/json";

/** Everything that a tenant has at the identity server belongs to the realm of its own name. */
export function identityFindings({ tenant, facts }: TenantPortion): readonly Finding[] {
  return Object.entries(facts.terraform)
    .filter(([, { block, type }]) => block === "resource" && type.startsWith("keycloak_"))
    .flatMap(([id, { type, attributes }]) => {
      const [where, found] =
        type === "keycloak_realm"
          ? ["realm", textAt(attributes, "realm")]
          : ["realm_id", textAt(attributes, "realm_id")];
      const isOwn =
        type === "keycloak_realm" ? found === tenant : /^\$\{keycloak_realm\.[\w-]+\.id\}$/.test(found ?? "");
      return isOwn
        ? []
        : [
            {
              where: `${id} ${where}`,
              ...(found === undefined ? {} : { value: found }),
              why: "is not the tenant's own realm",
              wayOut: "refer to the realm of the tenant's own stack",
            },
          ];
    });
}
