import { createHash } from "node:crypto";
import { Moto } from "../../../terraform/harness/moto";
import { ask, type Answer } from "../../harness/ask";
import type { Copied } from "./replicas";

/** Moto shows objects to whoever says a name, whatever the signature. */
const somebody = {
  authorization: "AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=b",
};

const md5Of = (text: string): string => createHash("md5").update(text).digest("base64");

const keyPath = (key: string): string => key.split("/").map(encodeURIComponent).join("/");

/** Object storage on loopback, and what its owner can do there without rclone. */
export class Storage implements Copied {
  private constructor(private readonly moto: Moto) {}

  static async start(): Promise<Storage> {
    return new Storage(await Moto.start("000000000003"));
  }

  get url(): string {
    return this.moto.url;
  }

  stop(): void {
    this.moto.stop();
  }

  async make(bucket: string): Promise<void> {
    expectDone(await this.ask("PUT", bucket));
  }

  /** A bucket whose objects nobody may delete for a day. */
  async makeLocked(bucket: string): Promise<void> {
    expectDone(await this.ask("PUT", bucket, "", { "x-amz-bucket-object-lock-enabled": "true" }));
    const rule = "<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule>";
    const lock = `<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`;
    expectDone(await this.ask("PUT", `${bucket}?object-lock`, lock));
  }

  async put(bucket: string, key: string, text: string): Promise<void> {
    // Locked buckets ask for it.
    expectDone(await this.ask("PUT", `${bucket}/${keyPath(key)}`, text, { "content-md5": md5Of(text) }));
  }

  /** In parts of five MiB and a rest: its ETag is no sum of the whole, and nothing beside it is. */
  async putInParts(bucket: string, key: string, text: string): Promise<void> {
    const at = `${bucket}/${keyPath(key)}`;
    const begun = await this.ask("POST", `${at}?uploads`);
    const id = /<UploadId>([^<]+)</.exec(begun.text)?.[1] ?? "";
    const size = 5 * 1024 * 1024;
    const parts: string[] = [];
    for (let number = 1; (number - 1) * size < text.length; number++) {
      const part = text.slice((number - 1) * size, number * size);
      const answer = await this.ask("PUT", `${at}?partNumber=${String(number)}&uploadId=${id}`, part);
      expectDone(answer);
      parts.push(
        `<Part><PartNumber>${String(number)}</PartNumber><ETag>${String(answer.headers["etag"])}</ETag></Part>`,
      );
    }
    const all = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join("")}</CompleteMultipartUpload>`;
    expectDone(await this.ask("POST", `${at}?uploadId=${id}`, all));
  }

  async delete(bucket: string, key: string): Promise<void> {
    expectDone(await this.ask("DELETE", `${bucket}/${keyPath(key)}`));
  }

  /** What an object holds; nothing where it is missing. */
  async text(bucket: string, key: string): Promise<string | undefined> {
    const { status, text } = await this.ask("GET", `${bucket}/${keyPath(key)}`);
    return status === 200 ? text : undefined;
  }

  /** Keys of up to a thousand objects, in their order. */
  async keys(bucket: string, prefix = ""): Promise<readonly string[]> {
    const { text } = await this.ask("GET", `${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}`);
    return [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => unescaped(key));
  }

  /** Copies objects as a storage does by itself: without rclone, and with the time of the copy. */
  async replicate(from: string, to: string, prefix = ""): Promise<void> {
    for (const key of await this.keys(from, prefix)) {
      const source = { "x-amz-copy-source": `/${from}/${keyPath(key)}`, "content-md5": md5Of("") };
      expectDone(await this.ask("PUT", `${to}/${keyPath(key)}`, "", source));
    }
  }

  private ask(
    method: "GET" | "PUT" | "POST" | "DELETE",
    path: string,
    body = "",
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return ask(`${this.url}/${path}`, { method, body, headers: { ...somebody, ...headers } });
  }
}

/** XML's own letters; the others stand for themselves. */
const letters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(#?\w+);/g, (whole, name: string) => letters[name] ?? whole);

function expectDone({ status, text }: Answer): void {
  if (status < 200 || status >= 300) throw new Error(`the storage says ${String(status)}: ${text}`);
}
