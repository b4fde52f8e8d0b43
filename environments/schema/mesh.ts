import { z } from "zod";
import { textLike } from "./text";

/** Folder of a node. */
const folder = textLike(
  /^\/[\w.\/-]+$/,
  "is no absolute path",
  'write it as the nodes have it, such as "/opt/cni/bin"',
);

/** What carries traffic between pods in mutual TLS. One product today; each further one is a kind of its own. */
export const meshSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("istio-ambient"),
    /**
     * Where the nodes keep their network plugins. Default: `/opt/cni/bin` and `/etc/cni/net.d`, where OVHcloud, AKS and EKS keep them;
     * a cluster of the customer's own may keep them elsewhere.
     */
    plugins: z
      .strictObject({
        binaries: folder.default("/opt/cni/bin"),
        configuration: folder.default("/etc/cni/net.d"),
      })
      .default({ binaries: "/opt/cni/bin", configuration: "/etc/cni/net.d" }),
  }),
]);

export type Mesh = z.output<typeof meshSchema>;
export type MeshFacts = z.input<typeof meshSchema>;

/** Mutual TLS by a tunnel on every node and no sidecars: Istio's ambient mode. */
export const istioAmbient = (facts: Omit<MeshFacts, "kind"> = {}): MeshFacts => ({ kind: "istio-ambient", ...facts });
