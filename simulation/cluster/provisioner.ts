import { textAt, type Json } from "../../audit/facts/json";
import type { ApiClient } from "../kubernetes/api-client";
import type { Mirror } from "./mirror";
import { volumeObject } from "./objects";

/** A claim as the provisioner sees it. */
export interface ClaimState {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The node that the scheduler chose for its pod. */
  readonly node: string | undefined;
}

export const claimState = (claim: Json): ClaimState => ({
  namespace: textAt(claim, "metadata", "namespace") ?? "",
  name: textAt(claim, "metadata", "name") ?? "",
  uid: textAt(claim, "metadata", "uid") ?? "",
  node: textAt(claim, "metadata", "annotations", "volume.kubernetes.io/selected-node"),
});

/** Makes volumes as a cloud's driver does: once the scheduler has chosen a node, in that node's zone. */
export class Provisioner {
  /** Zone of each node in which its volumes stand; undefined where volumes are bound to none. */
  readonly zones = new Map<string, string | undefined>();
  /** Zone of the volume of each claim, by `<namespace>/<name>`. */
  readonly volumeZones = new Map<string, string | undefined>();

  constructor(
    private readonly client: ApiClient,
    private readonly claims: Mirror<ClaimState>,
  ) {}

  async provide(): Promise<void> {
    for (const { namespace, name, uid, node } of this.claims.all) {
      if (node === undefined) continue;
      const id = `${namespace}/${name}`;
      if (this.volumeZones.has(id)) continue;
      const zone = this.zones.get(node);
      this.volumeZones.set(id, zone);
      const { status, body } = await this.client.send({
        method: "POST",
        path: "/api/v1/persistentvolumes",
        body: volumeObject({ namespace, name, uid }, zone),
      });
      if (status >= 300) throw new Error(`volume for ${id}: ${textAt(body, "message") ?? String(status)}`);
    }
  }
}
