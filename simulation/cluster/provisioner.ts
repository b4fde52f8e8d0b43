import { textAt } from "../../audit/facts/json";
import type { ApiClient } from "../kubernetes/api-client";
import type { Mirror } from "./mirror";
import { volumeObject } from "./objects";

/** Makes volumes as a cloud's driver does: once the scheduler has chosen a node, in that node's zone. */
export class Provisioner {
  /** Zone of each node in which its volumes stand; undefined where volumes are bound to none. */
  readonly zones = new Map<string, string | undefined>();
  /** Zone of the volume of each claim, by `<namespace>/<name>`. */
  readonly volumeZones = new Map<string, string | undefined>();

  constructor(
    private readonly client: ApiClient,
    private readonly claims: Mirror,
  ) {}

  async provide(): Promise<void> {
    for (const claim of this.claims.all) {
      const node = textAt(claim, "metadata", "annotations", "volume.kubernetes.io/selected-node");
      const [namespace, name, uid] = ["namespace", "name", "uid"].map(
        (field) => textAt(claim, "metadata", field) ?? "",
      );
      if (node === undefined || namespace === undefined || name === undefined || uid === undefined) continue;
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
