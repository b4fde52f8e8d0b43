import { secretsServer, type SecretsProduct } from "../../catalog";
import type { Facts, TerraformFact } from "../facts";
import type { Need } from "./need";
import { grouped, stacksWith } from "./stacks";

/** Variables whose values can't be known before an earlier stack is applied. */
const laterVariables = ["seal_key_id"];

/** True for a variable that is listed here and not among those that are needed from the start. */
export const comesLater = ({ address }: Pick<TerraformFact, "address">): boolean =>
  laterVariables.some((name) => address === `var.${name}`);

/** Credentials of services that the environment itself brings: nobody can have them before it stands. */
export function laterNeeds(facts: Facts): readonly Need[] {
  const vault = stacksWith(facts, "vault");
  const keycloak = stacksWith(facts, "keycloak");
  const { footprint, program } = secretsServer(secretsIn(facts));
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
    ...sealKey(facts),
    ...(vault.length === 0
      ? []
      : [
          later(
            "VAULT_TOKEN",
            `a token of ${footprint.title} for role terraform`,
            `${program.name} write -field=token auth/terraform/login role=terraform jwt="$(kubectl -n ${footprint.namespace} create token terraform --audience secrets)"`,
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

/** What holds the secrets, by what is installed. */
const secretsIn = ({ releases }: Facts): SecretsProduct =>
  Object.values(releases).some(({ name }) => name === secretsServer("vault").footprint.component) ? "vault" : "openbao";

/** No API of OVHcloud's makes an object of KMIP, so a person makes the key, once its service stands. */
const sealKey = (facts: Facts): readonly Need[] =>
  grouped(facts, (fact) => (fact.block === "variable" && comesLater(fact) ? fact.address : undefined)).map(
    ({ stacks }): Need => ({
      id: "later/TF_VAR_seal_key_id",
      group: "later",
      what: "id of the key that OpenBao unseals itself with, the same at every site and for good",
      readFrom: "TF_VAR_seal_key_id",
      way:
        "once the keys stack is applied, with an access certificate of your own that may okms:kmip:create and okms:kmip:activate: " +
        "okms kmip create symmetric --alg AES --size 256 --usage encrypt,decrypt, then okms kmip activate <id>",
      stacks,
      check: {
        kind: "variables",
        anyOf: [["TF_VAR_seal_key_id"]],
        otherwise: "its service exists once the keys stack is applied",
      },
    }),
  );
