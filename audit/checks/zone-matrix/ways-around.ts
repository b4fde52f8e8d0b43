import type { Pen, Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { siteOfStack } from "../../facts/stack-name";
import { textAt } from "../../facts/json";
import type { Site } from "../../network/site";
import { isUnreadKind } from "../../network/terraform-services";

/** Policies of other kinds open and close paths too; what they do is not computed. */
const otherPolicies =
  /^(?:(?:Baseline)?AdminNetworkPolicy|ClusterNetworkPolicy|Cilium(?:Clusterwide)?NetworkPolicy|GlobalNetworkPolicy)$/;

/** Ways that NetworkPolicies do not show: pods in their node's network, foreign policies, objects that Terraform makes. */
export function judgeWaysAround(facts: Facts, site: Site, pen: Pen): readonly Verdict[] {
  return [
    ...site.onHostNetwork.map((id) => hostNetwork(facts, id, pen)),
    ...Object.entries(facts.kubernetes)
      .filter(([, fact]) => fact.site === site.name && isForeign(fact))
      .map(([id, { kind, object }]) =>
        pen.undecided(id, {
          where: "kind",
          value: `${textAt(object, "apiVersion") ?? ""} ${kind}`,
          why: "changes what is reachable in a way that is not computed",
          wayOut: "say it with a networking.k8s.io/v1 NetworkPolicy",
        }),
      ),
    ...Object.entries(facts.terraform)
      .filter(([, fact]) => isUnreadKind(fact) && siteOfStack(fact.stack, [site.name]) !== undefined)
      .map(([id, { type }]) =>
        pen.undecided(id, {
          where: "resource",
          value: type,
          why: "puts an object into the cluster past the manifests, where reachability is not computed",
          wayOut: "write the object into a chart",
        }),
      ),
  ];
}

/** Allowed only where the plan lets a namespace be privileged, and says why. */
function hostNetwork({ kubernetes, plan }: Facts, id: string, { pass, fail }: Pen): Verdict {
  const security = plan.namespaces[kubernetes[id]?.namespace ?? ""]?.podSecurity;
  return security?.level === "privileged"
    ? pass(id, `outside every NetworkPolicy, in its node's network: ${security.reason}`)
    : fail(id, {
        where: "hostNetwork",
        value: true,
        why: "puts the pods into their node's network, where no NetworkPolicy holds",
        wayOut: "remove hostNetwork, or let the plan say why the namespace is privileged",
      });
}

const isForeign = ({ kind, object }: KubernetesFact): boolean =>
  otherPolicies.test(kind) || (kind === "NetworkPolicy" && object["apiVersion"] !== "networking.k8s.io/v1");
