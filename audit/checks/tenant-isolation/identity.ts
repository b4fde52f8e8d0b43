import { accountsClient } from "../../../language";
import type { Finding } from "../../check";
import type { TenantPortion } from "../../facts";
import { textAt } from "../../facts/json";

type Resources = TenantPortion["facts"]["terraform"];
type Resource = Resources[string];

const ownRealm = /^\$\{keycloak_realm\.[\w-]+\.id\}$/;
const rightsOverOwnRealm = /^\$\{keycloak_realm\.[\w-]+\.id\}-realm$/;

/**
 * Everything that a tenant has or reads at the identity server belongs to the realm of its own name, but for the grant that lets its accounts
 * be counted.
 */
export function identityFindings({ tenant, facts }: TenantPortion): readonly Finding[] {
  return Object.entries(facts.terraform)
    .filter(([, { block, type }]) => (block === "resource" || block === "data") && type.startsWith("keycloak_"))
    .flatMap(([id, resource]) => {
      const { type, attributes } = resource;
      const where = type === "keycloak_realm" ? "realm" : "realm_id";
      const found = textAt(attributes, where);
      const isOwn =
        type === "keycloak_realm"
          ? found === tenant
          : ownRealm.test(found ?? "") || letsBeCounted(resource, facts.terraform);
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
 * program that counts them and to nobody else; and for what it looks up, which is these two by their names.
 */
function letsBeCounted(resource: Resource, resources: Resources): boolean {
  const { block, type, attributes } = resource;
  if (textAt(attributes, "realm_id") !== "master") return false;
  if (block === "data") return isRights(resource) || isProgram(resource);
  const referredTo = (key: string): Resource | undefined => {
    const [, address] = /^\$\{(data\.\w+\.[\w-]+)\.id\}$/.exec(textAt(attributes, key) ?? "") ?? [];
    return Object.values(resources).find((candidate) => candidate.block === "data" && candidate.address === address);
  };
  const rights = referredTo("client_id");
  const program = referredTo("service_account_user_id");
  return (
    type === "keycloak_openid_client_service_account_role" &&
    textAt(attributes, "role") === "view-users" &&
    rights !== undefined &&
    isRights(rights) &&
    program !== undefined &&
    isProgram(program)
  );
}

const isRights = ({ type, attributes }: Resource): boolean =>
  type === "keycloak_openid_client" && rightsOverOwnRealm.test(textAt(attributes, "client_id") ?? "");

const isProgram = ({ type, attributes }: Resource): boolean =>
  type === "keycloak_user" && textAt(attributes, "username") === `service-account-${accountsClient}`;
