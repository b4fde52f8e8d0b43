import { Agent, request } from "node:https";
import { at, listAt, textAt, toJson, type Json } from "../../audit/facts/json";
import type { ApiAccess, ApiClient } from "../kubernetes/api-client";

/** What is wanted to be known of a collection's objects: each is read once whenever it changes. */
export type Reader<T> = (object: Json) => T;

/** A local copy of one collection, kept up to date by a watch. */
export class Mirror<T> {
  private readonly objects = new Map<string, T>();
  /** Ids of objects that are known to be going, of which the watch may still tell what was before. */
  private readonly going = new Set<string>();
  private readonly agent: Agent;
  private changes = 0;
  private closed = false;

  private constructor(
    private readonly access: ApiAccess,
    private readonly client: ApiClient,
    private readonly path: string,
    private readonly read: Reader<T>,
  ) {
    this.agent = new Agent({ ca: access.authority });
  }

  /** @throws Error where the collection can't be listed. */
  static async of<T>(access: ApiAccess, client: ApiClient, path: string, read: Reader<T>): Promise<Mirror<T>> {
    const mirror = new Mirror(access, client, path, read);
    mirror.follow(await mirror.list());
    return mirror;
  }

  /** Objects as last heard of, in no order. */
  get all(): Iterable<T> {
    return this.objects.values();
  }

  /** Grows with every change. */
  get version(): number {
    return this.changes;
  }

  /** Takes out an object that the server has agreed to remove, before the watch says so: whoever asks next must not find it standing. */
  forget(uid: string): void {
    this.going.add(uid);
    if (this.objects.delete(uid)) this.changes += 1;
  }

  close(): void {
    this.closed = true;
    this.agent.destroy();
  }

  private async list(): Promise<string> {
    const { status, body } = await this.client.send({ method: "GET", path: this.path });
    if (status !== 200) throw new Error(`GET ${this.path} answers ${String(status)}: ${textAt(body, "message") ?? ""}`);
    this.objects.clear();
    for (const item of listAt(body, "items")) this.keep(item);
    this.changes += 1;
    return textAt(body, "metadata", "resourceVersion") ?? "0";
  }

  /** Watches from a version on; begins again from a list whenever the server ends it. */
  private follow(version: string): void {
    const again = (): void => {
      if (this.closed) return;
      void this.list().then(
        (next) => {
          this.follow(next);
        },
        () => {
          setTimeout(again, 100);
        },
      );
    };
    const sent = request(
      `${this.access.url}${this.path}?watch=true&resourceVersion=${version}`,
      { agent: this.agent, headers: { authorization: `Bearer ${this.access.token}`, accept: "application/json" } },
      (answer) => {
        let rest = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          const lines = `${rest}${chunk}`.split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) this.take(toJson(JSON.parse(line)));
        });
        answer.on("close", again);
      },
    );
    sent.on("error", again);
    sent.end();
  }

  private take(event: Json): void {
    const object = at(event, "object");
    if (object === undefined) return;
    this.changes += 1;
    const type = textAt(event, "type");
    if (type === "DELETED") {
      this.objects.delete(uidOf(object));
      this.going.delete(uidOf(object));
    } else if (type === "ADDED" || type === "MODIFIED") this.keep(object);
  }

  private keep(object: Json): void {
    const uid = uidOf(object);
    if (!this.going.has(uid)) this.objects.set(uid, this.read(object));
  }
}

const uidOf = (object: Json): string => textAt(object, "metadata", "uid") ?? "";
