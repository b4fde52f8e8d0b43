import { at, listAt, numberAt, textAt, textsAt, type Json, type JsonObject } from "../facts/json";
import { ipBlock, type AddressSet } from "./address-set";
import type { Labels } from "./label-selector";
import { union } from "./intervals";

/** A `policy.linkerd.io` Server: one port of some pods. */
export interface LinkerdServer {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly selector: Labels;
  /** Absent where it is given by a name, which is not followed here. */
  readonly port: number | undefined;
  /** What holds where no policy allows anything. */
  readonly accessPolicy: string;
}

/** Whom an authentication means; `unread` where it says more than is understood here. */
export type LinkerdCallers =
  | { readonly kind: "identities"; readonly accounts: readonly string[]; readonly namespaces: readonly string[] }
  | { readonly kind: "networks"; readonly addresses: AddressSet }
  | { readonly kind: "unread" };

/** A MeshTLSAuthentication or NetworkAuthentication. */
export interface LinkerdAuthentication {
  readonly id: string;
  /** Kind, namespace and name, by which policies require it. */
  readonly key: string;
  readonly callers: LinkerdCallers;
}

/** A `policy.linkerd.io` AuthorizationPolicy: whoever meets all that it requires reaches a server. */
export interface LinkerdAuthorization {
  readonly id: string;
  readonly namespace: string;
  /** Name of the server; absent where the policy is for something else. */
  readonly server: string | undefined;
  readonly required: readonly string[];
}

export const authenticationKey = (kind: string, namespace: string, name: string): string =>
  `${kind}/${namespace}/${name}`;

export const accountKey = (namespace: string, account: string): string => `${namespace}/${account}`;

export function linkerdServer(id: string, namespace: string, name: string, object: JsonObject): LinkerdServer {
  const spec = at(object, "spec");
  return {
    id,
    namespace,
    name,
    selector: textsAt(at(spec, "podSelector"), "matchLabels"),
    port: numberAt(spec, "port"),
    accessPolicy: textAt(spec, "accessPolicy") ?? "deny",
  };
}

export function meshTlsAuthentication(
  id: string,
  namespace: string,
  name: string,
  object: JsonObject,
): LinkerdAuthentication {
  const spec = at(object, "spec");
  const refs = listAt(spec, "identityRefs").map((ref) => ({
    kind: textAt(ref, "kind"),
    name: textAt(ref, "name"),
    namespace: textAt(ref, "namespace") ?? namespace,
  }));
  const accounts = refs.flatMap(({ kind, name: own, namespace: at }) =>
    kind === "ServiceAccount" && own !== undefined ? [accountKey(at, own)] : [],
  );
  const namespaces = refs.flatMap(({ kind, name: own }) => (kind === "Namespace" && own !== undefined ? [own] : []));
  const isRead =
    refs.length > 0 && accounts.length + namespaces.length === refs.length && at(spec, "identities") === undefined;
  return {
    id,
    key: authenticationKey("MeshTLSAuthentication", namespace, name),
    callers: isRead ? { kind: "identities", accounts, namespaces } : { kind: "unread" },
  };
}

export function networkAuthentication(
  id: string,
  namespace: string,
  name: string,
  object: JsonObject,
): LinkerdAuthentication {
  const blocks = listAt(at(object, "spec"), "networks").map(blockOf);
  const read = blocks.flatMap((block) => block ?? []);
  return {
    id,
    key: authenticationKey("NetworkAuthentication", namespace, name),
    callers: blocks.includes(undefined) ? { kind: "unread" } : { kind: "networks", addresses: union(read) },
  };
}

function blockOf(network: Json): AddressSet | undefined {
  const cidr = textAt(network, "cidr");
  const except = listAt(network, "except").filter((each) => typeof each === "string");
  return cidr === undefined ? undefined : ipBlock(cidr, except);
}

export function linkerdAuthorization(id: string, namespace: string, object: JsonObject): LinkerdAuthorization {
  const target = at(object, "spec", "targetRef");
  return {
    id,
    namespace,
    server: textAt(target, "kind") === "Server" ? textAt(target, "name") : undefined,
    required: listAt(at(object, "spec"), "requiredAuthenticationRefs").map((ref) =>
      authenticationKey(textAt(ref, "kind") ?? "", textAt(ref, "namespace") ?? namespace, textAt(ref, "name") ?? ""),
    ),
  };
}
