import type { Facts } from "../facts";
import { at, listAt, textAt, textsAt, type Json } from "../facts/json";
import { siteOfStack } from "../facts/stack-name";
import { oncePerObject } from "../once-per-object";
import { referredBlock, resourcesOf } from "./reference";

/**
 * Id of the block that makes the identity whose client id a variable of a pod holds: out of a ConfigMap that Terraform writes, and out of the output of the
 * stack that makes it. Undefined where it comes another way.
 */
export function toldIdentity(
  facts: Pick<Facts, "terraform" | "plan">,
  { site, namespace }: { readonly site: string; readonly namespace: string },
  variable: Json | undefined,
): string | undefined {
  const from = at(variable, "valueFrom", "configMapKeyRef");
  const value = valuesOf(facts).get(`${site}/${namespace}/${textAt(from, "name") ?? ""}`)?.[textAt(from, "key") ?? ""];
  const [, stack, output = ""] =
    /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)\}$/.exec(value ?? "") ?? [];
  if (stack === undefined) return undefined;
  const given = textAt(facts.terraform[`${stack}:output.${output}`]?.attributes, "value");
  const identity = given?.endsWith(".client_id}") === true ? referredBlock(facts, stack, given) : undefined;
  return identity === undefined ? undefined : `${stack}:${identity.address}`;
}

/** What the ConfigMaps of Terraform's hold, by site, namespace and name. */
const valuesOf = oncePerObject(
  (facts: Pick<Facts, "terraform" | "plan">): ReadonlyMap<string, Readonly<Record<string, string>>> => {
    const sites = Object.keys(facts.plan.sites);
    return new Map(
      resourcesOf(facts, "kubernetes_config_map_v1").flatMap(([, { stack, attributes }]) =>
        [at(attributes, "metadata") ?? null, ...listAt(attributes, "metadata")].map(
          (metadata) =>
            [
              `${siteOfStack(stack, sites) ?? ""}/${textAt(metadata, "namespace") ?? ""}/${textAt(metadata, "name") ?? ""}`,
              textsAt(attributes, "data"),
            ] as const,
        ),
      ),
    );
  },
);
