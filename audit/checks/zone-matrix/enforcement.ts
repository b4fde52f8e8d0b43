import type { Pen, Verdict } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { siteOfStack } from "../../facts/stack-name";
import { at, isList, textAt, type Json } from "../../facts/json";
import type { Site } from "../../network/site";

/** Engines of AKS that enforce NetworkPolicies and let them name nodes by address; Cilium's edition there does not. */
const aksEngines = ["calico", "azure"];

/** A cluster without an engine takes every NetworkPolicy and enforces none. OVHcloud's has one that can't be switched off. */
export function judgeEnforcement(facts: Facts, site: Site, { pass, fail }: Pen): readonly Verdict[] {
  return Object.entries(facts.terraform)
    .filter(([, fact]) => isAks(fact) && siteOfStack(fact.stack, [site.name]) !== undefined)
    .map(([id, { attributes }]) => {
      const engine = textAt(first(at(attributes, "network_profile")), "network_policy");
      return aksEngines.some((known) => known === engine)
        ? pass(id)
        : fail(id, {
            where: "network_profile.network_policy",
            value: engine ?? null,
            why:
              engine === undefined
                ? "is missing, so that the cluster enforces no NetworkPolicy"
                : "is an engine under which policies can't name the nodes that this plan lets in",
            wayOut: `use one of: ${aksEngines.join(", ")}`,
          });
    });
}

const isAks = ({ block, type }: TerraformFact): boolean =>
  block === "resource" && type === "azurerm_kubernetes_cluster";

/** Blocks may be written as one object or as a list of them. */
const first = (block: Json | undefined): Json | undefined => (isList(block) ? block[0] : block);
