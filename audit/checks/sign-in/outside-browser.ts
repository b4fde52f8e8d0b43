import type { Finding } from "../../check";
import type { TerraformFact } from "../../facts";
import { textAt } from "../../facts/json";
import { resourcesOf } from "../../recovery/reference";

const where = "direct_grant_flow";

/**
 * A realm is born with a client for command lines that gives a token for a password alone, and no stack states that client. So what judges
 * passwords outside the browser has to refuse them all.
 */
export function outsideBrowserFindings(
  { stack, address }: TerraformFact,
  terraform: Readonly<Record<string, TerraformFact>>,
): readonly Finding[] {
  const ofType = (type: string): readonly TerraformFact[] =>
    resourcesOf({ terraform }, type).flatMap(([, fact]) => (fact.stack === stack ? fact : []));
  const bindings = ofType("keycloak_authentication_bindings").find(
    ({ attributes }) => textAt(attributes, "realm_id") === `\${${address}.id}`,
  );
  const flow = textAt(bindings?.attributes, where);
  const refuses = ofType("keycloak_authentication_execution").some(
    ({ attributes }) =>
      textAt(attributes, "parent_flow_alias") === flow &&
      textAt(attributes, "authenticator") === "deny-access-authenticator" &&
      textAt(attributes, "requirement") === "REQUIRED",
  );
  return flow !== undefined && refuses
    ? []
    : [
        {
          where,
          ...(flow === undefined ? {} : { value: flow }),
          why: "lets the realm's own client admin-cli take people's passwords without the second factor",
          wayOut: "bind it to a flow whose one step is a required deny-access-authenticator",
        },
      ];
}
