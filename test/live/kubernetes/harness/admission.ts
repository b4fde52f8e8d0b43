import { isBorne } from "./accepted-warnings";
import { isObject, textAt, type Json, type JsonObject } from "../../../../audit/facts/json";
import type { ApiClient } from "../../../../simulation/kubernetes/api-client";
import { collectionPath, readApiResources, type ApiResources } from "../../../../simulation/kubernetes/api-resources";

/** An object on its way to the API server, and by which name it is told. */
export interface Candidate {
  readonly id: string;
  /** Where it goes if it names no namespace itself. */
  readonly namespace: string;
  readonly object: JsonObject;
}

/** Sends objects as Helm does, one request each, and keeps every objection. */
export class Admission {
  private resources: ApiResources = new Map();
  private readonly said: string[] = [];
  private count = 0;

  constructor(private readonly client: ApiClient) {}

  /** Refusals and warnings, each with the object it is about. */
  get objections(): readonly string[] {
    return this.said;
  }

  /** Objects that were taken without a word. */
  get admitted(): number {
    return this.count;
  }

  /** Learns which kinds are served now. */
  async learnKinds(): Promise<void> {
    this.resources = await readApiResources(this.client);
  }

  /** Really makes the objects. */
  create(candidates: readonly Candidate[]): Promise<void> {
    return this.send(candidates, "fieldValidation=Strict");
  }

  /** Asks whether they would be made, and makes none. */
  judge(candidates: readonly Candidate[]): Promise<void> {
    return this.send(candidates, "fieldValidation=Strict&dryRun=All");
  }

  private async send(candidates: readonly Candidate[], query: string): Promise<void> {
    await Promise.all(candidates.map((candidate) => this.sendOne(candidate, query)));
  }

  private async sendOne({ id, namespace, object }: Candidate, query: string): Promise<void> {
    const path = collectionPath(this.resources, object, namespace);
    if (path === undefined) {
      this.said.push(
        `${id}: the server knows no ${textAt(object, "kind") ?? "object"} of ${textAt(object, "apiVersion") ?? "no version"}`,
      );
      return;
    }
    const { status, warnings, body } = await this.client.send({
      method: "POST",
      path: `${path}?${query}`,
      body: withNamespace(object, path),
    });
    const objections = [
      ...(status === 201 ? [] : [`${id}: ${String(status)} ${textAt(body, "message") ?? JSON.stringify(body)}`]),
      ...warnings.filter((warning) => !isBorne(warning)).map((warning) => `${id}: warning: ${warning}`),
    ];
    if (objections.length === 0) this.count += 1;
    this.said.push(...objections);
  }
}

/** The path says the namespace, the object may leave it out. */
function withNamespace(object: JsonObject, path: string): Json {
  const namespace = /\/namespaces\/([^/]+)\//.exec(path)?.[1];
  const metadata = object["metadata"];
  return namespace === undefined || !isObject(metadata) ? object : { ...object, metadata: { ...metadata, namespace } };
}
