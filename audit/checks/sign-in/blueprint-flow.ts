import { decidedBy, entryAt, ofModel, type Held } from "../../blueprints";
import type { Finding } from "../../check";
import { at, listAt, numberAt, textAt } from "../../facts/json";
import { stepFindings, stepsOf } from "./blueprint-steps";

const flowModel = "authentik_flows.flow";
const expressionModel = "authentik_policies_expression.expressionpolicy";

/** Flows of authentik's own that ask for less; whoever knows their names could use them beside ours. */
const ownFlows = ["default-authentication-flow", "default-password-change"];

/** Least length of a password, as the realm of Keycloak's asks. */
const least = 14;

/** How people sign in, and that there is no other way. */
export function flowFindings(held: Held): readonly Finding[] {
  const flows = ofModel(held, "authentik_brands.brand").map(({ attrs }) =>
    entryAt(held, flowModel, at(attrs, "flow_authentication")),
  );
  return [
    ...held.unread.map((file) => ({
      where: file,
      why: "can't be read as a blueprint, so that nobody knows what authentik is held to",
      wayOut: "write version 1, and no tags but !KeyOf, !Env and !File",
    })),
    ...(flows.length === 0
      ? [
          {
            where: "brand",
            why: "is missing: people sign in by authentik's own flow, which asks for a second factor only who has one",
            wayOut: "give the address a brand with a flow of its own",
          },
        ]
      : flows.flatMap((flow) =>
          flow === undefined
            ? [
                {
                  where: "flow_authentication",
                  why: "leads to no flow of this blueprint",
                  wayOut: "name the flow that asks for two factors",
                },
              ]
            : stepFindings(held, stepsOf(held, flow)),
        )),
    ...ownFlows.flatMap((slug) => shutFindings(held, slug)),
    ...lengthFindings(held),
  ];
}

function shutFindings(held: Held, slug: string): readonly Finding[] {
  const flow = ofModel(held, flowModel).find(({ identifiers }) => textAt(identifiers, "slug") === slug);
  const shut = decidedBy(held, flow?.id, expressionModel).some(
    ({ attrs }) => textAt(attrs, "expression")?.trim() === "return False",
  );
  return shut
    ? []
    : [
        {
          where: slug,
          why: "is open beside the flow of ours, and asks for less",
          wayOut: 'bind a policy to it whose expression is "return False"',
        },
      ];
}

function lengthFindings(held: Held): readonly Finding[] {
  const policies = ofModel(held, "authentik_stages_prompt.promptstage").flatMap(({ attrs }) =>
    listAt(attrs, "validation_policies").flatMap(
      (policy) => entryAt(held, "authentik_policies_password.passwordpolicy", policy) ?? [],
    ),
  );
  const long = policies.some(
    ({ attrs }) => at(attrs, "check_static_rules") === true && (numberAt(attrs, "length_min") ?? 0) >= least,
  );
  return long
    ? []
    : [
        {
          where: "length_min",
          why: "leaves the length of passwords to whoever chooses one",
          wayOut: `validate new passwords by a policy with length_min ${String(least)} or more`,
        },
      ];
}
