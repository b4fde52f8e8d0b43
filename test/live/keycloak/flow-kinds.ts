import { z } from "zod";
import { kind, type Kind } from "../harness/terraform/load";
import type { Admin } from "./server";

const text = z.string();
const requirement = z.enum(["REQUIRED", "ALTERNATIVE", "CONDITIONAL", "DISABLED"]);
const executionsSchema = z.array(z.looseObject({ id: text, displayName: text.optional() }));

const stepsOf = (realm: string, flow: string): string =>
  `/${realm}/authentication/flows/${encodeURIComponent(flow)}/executions`;

/** What the Keycloak provider says of the steps of a sign-in. */
export function flowKinds(admin: Admin): Readonly<Record<string, Kind>> {
  /** Says what a step demands, where the flow's steps are listed. */
  const demand = async (
    path: string,
    isMeant: (step: { readonly id: string; readonly displayName?: string | undefined }) => boolean,
    wanted: object,
  ): Promise<string> => {
    const step = executionsSchema.parse(await admin.must("GET", path)).find(isMeant);
    if (step === undefined) throw new Error(`${path} does not list the step`);
    await admin.must("PUT", path, { ...step, ...wanted });
    return step.id;
  };
  return {
    keycloak_required_action: kind(
      z.strictObject({ realm_id: text, alias: text, name: text, enabled: z.boolean() }),
      async ({ realm_id: realm, alias, ...given }) => {
        const path = `/${realm}/authentication/required-actions/${alias}`;
        await admin.must("PUT", path, { ...z.looseObject({}).parse(await admin.must("GET", path)), ...given });
        return { id: alias };
      },
    ),
    keycloak_authentication_flow: kind(
      z.strictObject({ realm_id: text, alias: text, description: text }),
      async ({ realm_id: realm, ...given }) => ({
        id: await admin.make(`/${realm}/authentication/flows`, {
          ...given,
          providerId: "basic-flow",
          topLevel: true,
          builtIn: false,
        }),
      }),
    ),
    keycloak_authentication_subflow: kind(
      z.strictObject({
        realm_id: text,
        parent_flow_alias: text,
        alias: text,
        provider_id: text,
        requirement,
        priority: z.number(),
      }),
      async ({ realm_id: realm, parent_flow_alias: parent, alias, provider_id: type, ...wanted }) => {
        const path = stepsOf(realm, parent);
        await admin.must("POST", `${path}/flow`, { alias, type, provider: "registration-page-form" });
        return { id: await demand(path, ({ displayName }) => displayName === alias, wanted) };
      },
    ),
    keycloak_authentication_execution: kind(
      z.strictObject({
        realm_id: text,
        parent_flow_alias: text,
        authenticator: text,
        requirement,
        priority: z.number(),
      }),
      async ({ realm_id: realm, parent_flow_alias: parent, authenticator: provider, ...wanted }) => {
        const path = stepsOf(realm, parent);
        const made = await admin.make(`${path}/execution`, { provider });
        return { id: await demand(path, ({ id }) => id === made, wanted) };
      },
    ),
    keycloak_authentication_execution_config: kind(
      z.strictObject({ realm_id: text, execution_id: text, alias: text, config: z.record(text, text) }),
      async ({ realm_id: realm, execution_id: execution, ...given }) => ({
        id: await admin.make(`/${realm}/authentication/executions/${execution}/config`, given),
      }),
    ),
    keycloak_authentication_bindings: kind(
      z.strictObject({ realm_id: text, browser_flow: text.optional(), direct_grant_flow: text.optional() }),
      async ({ realm_id: realm, browser_flow: browserFlow, direct_grant_flow: directGrantFlow }) => {
        await admin.must("PUT", `/${realm}`, {
          ...z.looseObject({}).parse(await admin.must("GET", `/${realm}`)),
          ...(browserFlow === undefined ? {} : { browserFlow }),
          ...(directGrantFlow === undefined ? {} : { directGrantFlow }),
        });
        return { id: realm };
      },
    ),
  };
}
