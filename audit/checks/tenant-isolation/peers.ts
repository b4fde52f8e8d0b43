import type { Finding } from "../../check";
import type { Facts, TenantPortion } from "../../facts";
import { listAt, membersAt, textAt, type Json } from "../../facts/json";
import { overlap, type AddressSet } from "../../network/address-set";
import { networkPolicy, type Peer, type Rule } from "../../network/network-policy";
import { isNetworkPolicy, systemNamespace } from "../../network/site";

/**
 * A tenant's policies name each namespace that they open to, and name none but its own and the platform's. Whatever selects by
 * another label, or by an address where pods may be, could be another tenant, today or when one comes. A connection needs both
 * ends, so that nothing another tenant writes can open this one.
 */
export function peerFindings(
  { facts }: TenantPortion,
  platform: Facts["plan"],
  podAddresses: Readonly<Record<string, AddressSet | undefined>>,
): readonly Finding[] {
  const mayMeet = (namespace: string): boolean =>
    namespace === systemNamespace ||
    Object.hasOwn(facts.plan.namespaces, namespace) ||
    Object.hasOwn(platform.namespaces, namespace);
  return Object.entries(facts.kubernetes)
    .filter(([, fact]) => isNetworkPolicy(fact))
    .flatMap(([id, fact]) => {
      const policy = networkPolicy(id, fact.namespace ?? "default", fact.object);
      return [...policy.ingress, ...policy.egress].flatMap((rule) =>
        ruleFindings(id, rule, mayMeet, podAddresses[fact.site]),
      );
    });
}

function ruleFindings(
  where: string,
  { peers }: Rule,
  mayMeet: (namespace: string) => boolean,
  pods: AddressSet | undefined,
): readonly Finding[] {
  if (peers === "anyone") return [finding(where, "opens to anyone, another tenant among them")];
  return peers.flatMap((peer) => {
    const why = whyForeign(peer, mayMeet, pods);
    return why === undefined ? [] : [finding(where, why)];
  });
}

function whyForeign(
  peer: Peer,
  mayMeet: (namespace: string) => boolean,
  pods: AddressSet | undefined,
): string | undefined {
  switch (peer.kind) {
    case "addresses":
      return pods !== undefined && overlap(peer.addresses, pods)
        ? "opens to addresses that pods of other tenants may have"
        : undefined;
    case "pods": {
      if (peer.namespaces === undefined) return undefined;
      const name = namedNamespace(peer.namespaces);
      if (name === undefined)
        return "selects namespaces by something else than their name, so that it may meet another tenant's";
      return mayMeet(name)
        ? undefined
        : `opens to namespace "${name}", which is neither the tenant's nor the platform's`;
    }
  }
}

/** The one namespace that a selector can select; undefined where it may select several. */
function namedNamespace(selector: Json): string | undefined {
  const labels = membersAt(selector, "matchLabels");
  const name = textAt(selector, "matchLabels", "kubernetes.io/metadata.name");
  return labels.length > 0 && listAt(selector, "matchExpressions").length === 0 ? name : undefined;
}

const finding = (where: string, why: string): Finding => ({
  where,
  why,
  wayOut: "name one namespace of the tenant or of the platform",
});
