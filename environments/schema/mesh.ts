import { z } from "zod";
import { textLike } from "./text";

/** Folder of a node. */
const folder = textLike(
  /^\/[\w.\/-]+$/,
  "is no absolute path",
  'write it as the nodes have it, such as "/opt/cni/bin"',
);

/**
 * Where the nodes keep their network plugins. Default: `/opt/cni/bin` and `/etc/cni/net.d`, where OVHcloud, AKS and EKS keep them;
 * a cluster of the customer's own may keep them elsewhere.
 */
const plugins = z
  .strictObject({
    binaries: folder.default("/opt/cni/bin"),
    configuration: folder.default("/etc/cni/net.d"),
  })
  .default({ binaries: "/opt/cni/bin", configuration: "/etc/cni/net.d" });

/** What carries traffic between pods in mutual TLS; each product is a kind of its own. */
export const meshSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("istio-ambient"), plugins }),
  z.strictObject({ kind: z.literal("linkerd"), plugins }),
]);

export type Mesh = z.output<typeof meshSchema>;
export type MeshFacts = z.input<typeof meshSchema>;

type FactsOf<K extends MeshFacts["kind"]> = Omit<Extract<MeshFacts, { kind: K }>, "kind">;

/** Mutual TLS by a tunnel on every node and no sidecars: Istio's ambient mode. */
export const istioAmbient = (facts: FactsOf<"istio-ambient"> = {}): MeshFacts => ({ kind: "istio-ambient", ...facts });

/**
 * Mutual TLS by a proxy beside every pod: Linkerd, of which the weekly edge releases are open source and the stable builds are its
 * vendor's. For one customer's environment on a cluster of the customer's own.
 */
export const linkerd = (facts: FactsOf<"linkerd"> = {}): MeshFacts => ({ kind: "linkerd", ...facts });
