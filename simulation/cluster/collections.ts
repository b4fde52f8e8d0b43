import { listAt, textAt, type Json, type JsonObject } from "../../audit/facts/json";
import type { ApiClient } from "../kubernetes/api-client";

/** What a simulation asks of an API; whatever is refused is an Error that says what and why. */
export class Collections {
  constructor(readonly client: ApiClient) {}

  async create(path: string, body: JsonObject): Promise<void> {
    const { status, body: answer } = await this.client.send({ method: "POST", path, body });
    if (status < 300 || (status === 409 && textAt(body, "kind") === "Namespace")) return;
    const what = `${textAt(body, "kind") ?? path} ${textAt(body, "metadata", "name") ?? ""}`;
    throw new Error(`${what} is refused: ${textAt(answer, "message") ?? String(status)}`);
  }

  async patch(path: string, body: JsonObject): Promise<void> {
    const { status, body: answer } = await this.client.send({
      method: "PATCH",
      path,
      contentType: "application/merge-patch+json",
      body,
    });
    if (status >= 300) throw new Error(`PATCH ${path}: ${textAt(answer, "message") ?? String(status)}`);
  }

  /** Removes what may be gone already. */
  async remove(path: string): Promise<void> {
    const { status, body } = await this.client.send({ method: "DELETE", path });
    if (status < 300 || status === 404) return;
    throw new Error(`DELETE ${path}: ${textAt(body, "message") ?? String(status)}`);
  }

  /** Resolves once the API has answered, out of its store. */
  async answers(): Promise<void> {
    await this.client.send({ method: "GET", path: "/api/v1/namespaces/default" });
  }

  async list(path: string): Promise<readonly Json[]> {
    return listAt((await this.client.send({ method: "GET", path })).body, "items");
  }
}

/** Collections of the kinds that a simulation creates. */
const plurals: Readonly<Record<string, string>> = {
  DaemonSet: "daemonsets",
  Deployment: "deployments",
  LimitRange: "limitranges",
  PodDisruptionBudget: "poddisruptionbudgets",
  PriorityClass: "priorityclasses",
  ResourceQuota: "resourcequotas",
  StatefulSet: "statefulsets",
};

/** Path of the collection that an object belongs to. */
export function collectionOf(object: JsonObject): string {
  const version = textAt(object, "apiVersion") ?? "";
  const namespace = textAt(object, "metadata", "namespace");
  const root = version.includes("/") ? `/apis/${version}` : `/api/${version}`;
  const plural = plurals[textAt(object, "kind") ?? ""] ?? "";
  return namespace === undefined ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
}
