import type { Construct } from "constructs";
import type { AuthorizationPolicy } from "../../../imports/custom-resources/linkerd/authorization-policy";
import type {
  MeshTLSAuthentication,
  MeshTLSAuthenticationSpecIdentityRefsItem as IdentityRef,
} from "../../../imports/custom-resources/linkerd/mesh-tls-authentication";
import type { NetworkAuthentication } from "../../../imports/custom-resources/linkerd/network-authentication";
import type { Server } from "../../../imports/custom-resources/linkerd/server";
import type { PodSet } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";

const group = "policy.linkerd.io";

export interface LinkerdServerProps {
  readonly name: string;
  readonly podSet: PodSet;
  readonly port: number;
  /** Pods that are heard by their identity. */
  readonly callers: readonly PodSet[];
  /** Networks that are heard without one. */
  readonly networks: readonly string[];
  /** Why these are, in one sentence for each path. */
  readonly reasons: readonly string[];
  /** True where a kubelet probes the port: over HTTP the proxy lets pass the paths that the pod names for it. */
  readonly probed: boolean;
}

/** One port of some pods and who is heard there; nobody is anywhere else. */
export function linkerdServer(
  scope: Construct,
  { name, podSet, port, callers, networks, reasons, probed }: LinkerdServerProps,
): void {
  const metadata = { name, namespace: podSet.namespace };
  const server: Server = {
    apiVersion: `${group}/v1beta3`,
    kind: "Server",
    spec: {
      podSelector: { matchLabels: { ...podSet.labels } },
      port,
      accessPolicy: "deny",
      // Who waits for the first byte to see what is spoken waits for ever where the server speaks first.
      proxyProtocol: probed ? "unknown" : "opaque",
    },
  };
  customObject(scope, metadata, server);
  if (callers.length > 0) {
    const identities: MeshTLSAuthentication = {
      apiVersion: `${group}/v1alpha1`,
      kind: "MeshTLSAuthentication",
      spec: { identityRefs: identityRefs(callers) },
    };
    customObject(scope, metadata, identities);
    allow(scope, metadata, name, "MeshTLSAuthentication");
  }
  if (networks.length > 0) {
    const clear = { ...metadata, name: `${name}-clear` };
    const known: NetworkAuthentication = {
      apiVersion: `${group}/v1alpha1`,
      kind: "NetworkAuthentication",
      spec: { networks: [...new Set(networks)].sort().map((cidr) => ({ cidr })) },
    };
    customObject(scope, { ...clear, annotations: { "bestek.eu/exception-mesh": reasons.join("; ") } }, known);
    allow(scope, clear, name, "NetworkAuthentication");
  }
}

function allow(
  scope: Construct,
  metadata: { readonly name: string; readonly namespace: string },
  server: string,
  kind: "MeshTLSAuthentication" | "NetworkAuthentication",
): void {
  const policy: AuthorizationPolicy = {
    apiVersion: `${group}/v1alpha1`,
    kind: "AuthorizationPolicy",
    spec: {
      targetRef: { group, kind: "Server", name: server },
      requiredAuthenticationRefs: [{ group, kind, name: metadata.name }],
    },
  };
  customObject(scope, metadata, policy);
}

/** Each once: by its account where it has one of its own, by its namespace otherwise. */
const identityRefs = (callers: readonly PodSet[]): readonly IdentityRef[] =>
  [
    ...new Map(
      callers
        .map(({ namespace, account }): IdentityRef =>
          account === undefined
            ? { kind: "Namespace", name: namespace }
            : { kind: "ServiceAccount", name: account, namespace },
        )
        .map((ref) => [`${ref.namespace ?? ""}/${ref.name ?? ""}`, ref] as const),
    ),
  ]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ref]) => ref);
