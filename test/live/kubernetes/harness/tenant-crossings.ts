import { ipBlock, overlap, type AddressSet } from "../../../../audit/network/address-set";
import { at, isObject, listAt, textAt, textsAt, type Json } from "../../../../audit/facts/json";
import { tenantLabel } from "../../../../language";
import type { ApiClient } from "../../../../simulation/kubernetes/api-client";

const policies = "/apis/networking.k8s.io/v1";

/**
 * Asks the API server, which evaluates every selector itself, where what stands in the cluster now lets one tenant's pods into another's: a sentence
 * for each peer of a tenant's ingress rules that selects another tenant's namespace or holds addresses of `pods`, for each rule for anyone, and for
 * each pod of a tenant that no policy of its namespace closes.
 */
export async function tenantCrossings(client: ApiClient, pods: AddressSet): Promise<readonly string[]> {
  const list = async (path: string, selector?: Json): Promise<readonly Json[]> => {
    const query = selector === undefined ? "" : `?labelSelector=${encodeURIComponent(selectorText(selector))}`;
    const { status, body } = await client.send({ method: "GET", path: `${path}${query}` });
    if (status !== 200) throw new Error(`${path}${query}: ${String(status)} ${textAt(body, "message") ?? ""}`);
    return listAt(body, "items");
  };
  const tenants = await list("/api/v1/namespaces", { matchExpressions: [{ key: tenantLabel, operator: "Exists" }] });

  async function peerCrossings(where: string, tenant: string, peer: Json): Promise<readonly string[]> {
    const block = at(peer, "ipBlock");
    if (isObject(block)) {
      const except = listAt(block, "except").map(String);
      const cidr = textAt(block, "cidr") ?? "";
      return overlap(ipBlock(cidr, except), pods)
        ? [`${where} opens to ${cidr}, where pods of every tenant have addresses`]
        : [];
    }
    const selector = at(peer, "namespaceSelector");
    if (selector === undefined) return [];
    const foreign = (await list("/api/v1/namespaces", selector)).filter(
      (namespace) => ![undefined, tenant].includes(tenantOf(namespace)),
    );
    return Promise.all(
      foreign.map(async (namespace) => {
        const selected = await list(`/api/v1/namespaces/${nameOf(namespace)}/pods`, at(peer, "podSelector"));
        return `${where} opens to ${nameOf(namespace)} of tenant ${tenantOf(namespace) ?? ""}, to ${String(selected.length)} pods there now`;
      }),
    );
  }

  const found = await Promise.all(
    tenants.map(async (namespace) => {
      const name = nameOf(namespace);
      const closing = (await list(`${policies}/namespaces/${name}/networkpolicies`)).filter(closesIngress);
      const closed = await Promise.all(
        closing.map((policy) => list(`/api/v1/namespaces/${name}/pods`, at(policy, "spec", "podSelector"))),
      );
      const closedNames = new Set(closed.flat().map(nameOf));
      const open = (await list(`/api/v1/namespaces/${name}/pods`)).filter((pod) => !closedNames.has(nameOf(pod)));
      const denied = closing.some(
        (policy) =>
          isEmptySelector(at(policy, "spec", "podSelector")) && listAt(policy, "spec", "ingress").length === 0,
      );
      const rules = closing.flatMap((policy) =>
        listAt(policy, "spec", "ingress").map((rule) => [`${name}/${nameOf(policy)}`, listAt(rule, "from")] as const),
      );
      const crossings = await Promise.all(
        rules.flatMap(([where, from]) => from.map((peer) => peerCrossings(where, tenantOf(namespace) ?? "", peer))),
      );
      return [
        ...(denied ? [] : [`${name} denies nothing by default`]),
        ...open.map((pod) => `${name}/${nameOf(pod)} is closed by no policy`),
        ...rules.flatMap(([where, from]) => (from.length === 0 ? [`${where} opens to anyone`] : [])),
        ...crossings.flat(),
      ];
    }),
  );
  return found.flat().sort();
}

const nameOf = (object: Json): string => textAt(object, "metadata", "name") ?? "";
const tenantOf = (namespace: Json): string | undefined => textAt(namespace, "metadata", "labels", tenantLabel);

const closesIngress = (policy: Json): boolean => listAt(policy, "spec", "policyTypes").includes("Ingress");

const isEmptySelector = (selector: Json | undefined): boolean => selectorText(selector ?? {}) === "";

/** A selector as queries write it; empty for one that selects everything. */
function selectorText(selector: Json): string {
  const labels = Object.entries(textsAt(selector, "matchLabels")).map(([key, value]) => `${key}=${value}`);
  const expressions = listAt(selector, "matchExpressions").map((expression) => {
    const key = textAt(expression, "key") ?? "";
    const values = listAt(expression, "values").map(String).join(",");
    const operator = textAt(expression, "operator") ?? "";
    const text = {
      In: `${key} in (${values})`,
      NotIn: `${key} notin (${values})`,
      Exists: key,
      DoesNotExist: `!${key}`,
    };
    if (!isOneOf(text, operator)) throw new Error(`a label selector knows no operator "${operator}"`);
    return text[operator];
  });
  return [...labels, ...expressions].join(",");
}

const isOneOf = <T extends object>(all: T, key: PropertyKey): key is keyof T => Object.hasOwn(all, key);
