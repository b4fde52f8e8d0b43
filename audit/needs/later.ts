import type { Facts } from "../facts";
import type { Need } from "./need";
import { stacksWith } from "./stacks";

/** Credentials of services that the environment itself brings: nobody can have them before it stands. */
export function laterNeeds(facts: Facts): readonly Need[] {
  const vault = stacksWith(facts, "vault");
  const keycloak = stacksWith(facts, "keycloak");
  const later = (id: string, what: string, way: string, stacks: readonly string[], names: readonly string[]): Need => ({
    id: `later/${id}`,
    group: "later",
    what,
    readFrom: names.join(" and "),
    way,
    stacks,
    check: { kind: "variables", anyOf: [names], otherwise: "it exists once the stacks before are applied" },
  });
  return [
    ...(vault.length === 0
      ? []
      : [
          later(
            "VAULT_TOKEN",
            "a token of OpenBao for role terraform",
            'bao write -field=token auth/terraform/login role=terraform jwt="$(kubectl -n openbao create token terraform)"',
            vault,
            ["VAULT_TOKEN"],
          ),
        ]),
    ...(keycloak.length === 0
      ? []
      : [
          later(
            "keycloak",
            "Keycloak's client for Terraform",
            "client terraform; its secret is key client-secret of secret bootstrap in namespace identity",
            keycloak,
            ["KEYCLOAK_CLIENT_ID", "KEYCLOAK_CLIENT_SECRET"],
          ),
        ]),
  ];
}
