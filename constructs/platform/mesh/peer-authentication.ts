import type { Construct } from "constructs";
import { meshSystem } from "../../../catalog";
import type { PeerAuthentication } from "../../../imports/custom-resources/istio/peer-authentication";
import type { PodSet } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";

const kind = { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication" } as const;

/** No pod of the mesh takes anything in the clear: in Istio's root namespace it holds in every other. */
export function strictPeers(scope: Construct): void {
  const all: PeerAuthentication = { ...kind, spec: { mtls: { mode: "STRICT" } } };
  customObject(scope, { name: "default", namespace: meshSystem.namespace }, all);
}

export interface ClearPortsProps {
  readonly name: string;
  readonly podSet: PodSet;
  /** Ports on which callers without an identity are heard. */
  readonly ports: readonly number[];
  /** Why, in one sentence for each path. */
  readonly reasons: readonly string[];
}

/** The ports of some pods that take callers without an identity; all others of theirs stay closed to them. */
export function clearPorts(scope: Construct, { name, podSet, ports, reasons }: ClearPortsProps): void {
  const some: PeerAuthentication = {
    ...kind,
    spec: {
      selector: { matchLabels: podSet.labels },
      // Said again: without it a port's own mode would close every other port to the whole mesh.
      mtls: { mode: "STRICT" },
      portLevelMtls: Object.fromEntries(ports.map((port) => [String(port), { mode: "PERMISSIVE" }])),
    },
  };
  customObject(
    scope,
    { name, namespace: podSet.namespace, annotations: { "bestek.eu/exception-mesh": reasons.join("; ") } },
    some,
  );
}
