import { accountsClient } from "../../../language";
import type { Finding } from "../../check";
import type { TenantPortion } from "../../facts";
import { textAt, type Json } from "../../facts/json";

type Resources = TenantPortion["facts"]["terraform"];

const ownRealm = /^\$\{keycloak_realm\.[\w-]+\.id\}$/;
const rightsOverOwnRealm = /^\$\{keycloak_realm\.[\w-]+\.id\}-realm$/;

/** Everything that a tenant has at the identity server belongs to the realm of its own name, but for the grant that lets its accounts be counted. */
export function identityFindings({ tenant, facts }: TenantPortion): readonly Finding[] {
  return Object.entries(facts.terraform)
    .filter(([, { block, type }]) => block === "resource" && type.startsWith("keycloak_"))
    .flatMap(([id, { type, attributes }]) => {
      const [where, found] =
        type === "keycloak_realm"
          ? ["realm", textAt(attributes, "realm")]
          : ["realm_id", textAt(attributes, "realm_id")];
      const isOwn =
        type === "keycloak_realm"
          ? found === tenant
          : ownRealm.test(found ?? "") ||
            (type === "keycloak_openid_client_service_account_role" && letsBeCounted(attributes, facts.terraform));
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

/**
 * True for one grant in Keycloak's own realm, where rights over the others are: to see the accounts of the tenant's own realm, given to the
 * program that counts them and to nobody else.
 */
function letsBeCounted(attributes: Json, resources: Resources): boolean {
  const referredTo = (key: string, attribute: string): string | undefined => {
    const [, address] =
      /^\$\{(data\.keycloak_openid_client\.[\w-]+)\.(\w+)\}$/.exec(textAt(attributes, key) ?? "") ?? [];
    const source = Object.values(resources).find(
      (candidate) => candidate.block === "data" && candidate.address === address,
    );
    return source !== undefined && textAt(attributes, key)?.endsWith(`.${attribute}}`) === true
      ? textAt(source.attributes, "client_id")
      : undefined;
  };
  return (
    textAt(attributes, "realm_id") === "master" &&
    textAt(attributes, "role") === "view-users" &&
    rightsOverOwnRealm.test(referredTo("client_id", "id") ?? "") &&
    referredTo("service_account_user_id", "service_account_user_id") === accountsClient
  );
}
