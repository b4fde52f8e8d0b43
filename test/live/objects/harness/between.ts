import { createHash } from "node:crypto";
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What a storage does that the one behind it doesn't. */
export interface Habits {
  /** Answers ETags that are no MD5, as AWS does where a customer's key encrypts. */
  readonly etags?: "no-md5";
  /** Takes no object without a sum of it, and compares that, as AWS does in locked buckets. */
  readonly sums?: "demanded";
  /** Days by which every object is older than it is. */
  readonly olderByDays?: number;
}

/** A change of what comes in, before it is looked at: a cable that is broken. */
export type Cable = (method: string, path: string, body: Buffer) => Buffer;

const md5 = (bytes: string | Buffer, encoding: "hex" | "base64"): string =>
  createHash("md5").update(bytes).digest(encoding);

/** Stands in front of a storage, on loopback, and gives it other habits. */
export class Between {
  /** ETags of the storage by those that were answered in their place. */
  private readonly etags = new Map<string, string>();
  private readonly agent = new Agent();
  private readonly server: Server;
  /** What was refused for want of a sum, or for a wrong one. */
  readonly refused: string[] = [];

  private constructor(
    private readonly behind: string,
    private readonly habits: Habits,
    private readonly cable: Cable,
  ) {
    this.server = createServer((incoming, answer) => {
      this.pass(incoming, answer).catch((error: unknown) => {
        answer.writeHead(502).end(String(error));
      });
    });
  }

  static async start(behind: string, habits: Habits, cable: Cable = (_method, _path, body) => body): Promise<Between> {
    const between = new Between(behind, habits, cable);
    await new Promise<void>((resolve) => between.server.listen(0, "127.0.0.1", resolve));
    return between;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("it does not listen");
    return `http://127.0.0.1:${String(address.port)}`;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = incoming;
    const body = this.cable(method, url, await wholeOf(incoming));
    const why = this.habits.sums === "demanded" ? refusal(incoming, body) : undefined;
    if (why !== undefined) {
      this.refused.push(`${method} ${url}: ${why}`);
      answer.writeHead(400, { "content-type": "application/xml" }).end(`<Error><Code>${why}</Code></Error>`);
      return;
    }
    const sent = method === "POST" ? Buffer.from(this.known(body.toString("utf8"))) : body;
    const { status, given, text } = await this.asked(
      method,
      url,
      { ...headers, "content-length": String(sent.length) },
      sent,
    );
    const bucket = /^\/([^/?]*)/.exec(url)?.[1] ?? "";
    const listing = (given["content-type"] ?? "").includes("xml");
    const told = listing ? Buffer.from(this.aged(this.renamed(text.toString("utf8"), bucket))) : text;
    const etag = given["etag"];
    answer.writeHead(status, {
      ...given,
      ...(etag === undefined ? {} : { etag: this.renamed(etag, bucket) }),
      ...(method === "HEAD" ? {} : { "content-length": String(told.length) }),
    });
    answer.end(told);
  }

  /** Other ETags in place of those that may be MD5s; those of the same bytes differ from bucket to bucket, as keys do. */
  private renamed(text: string, bucket: string): string {
    if (this.habits.etags === undefined) return text;
    return text.replaceAll(/(?<=^"?|<ETag>(?:"|&quot;|&#34;)?)[0-9a-f]{32}(?=[-"&<]|$)/g, (etag) => {
      const other = md5(`${bucket} ${etag}`, "hex");
      this.etags.set(other, etag);
      return other;
    });
  }

  /** The storage's own ETags in place of others. */
  private known(text: string): string {
    return text.replaceAll(/[0-9a-f]{32}/g, (etag) => this.etags.get(etag) ?? etag);
  }

  private aged(text: string): string {
    const { olderByDays } = this.habits;
    if (olderByDays === undefined) return text;
    return text.replaceAll(/(?<=<LastModified>)[^<]+/g, (time) =>
      new Date(Date.parse(time) - olderByDays * 86_400_000).toISOString(),
    );
  }

  private asked(method: string, url: string, headers: IncomingMessage["headers"], body: Buffer) {
    return new Promise<{ status: number; given: IncomingMessage["headers"]; text: Buffer }>((resolve, reject) => {
      const outgoing = request(`${this.behind}${url}`, { method, headers, agent: this.agent }, (given) => {
        wholeOf(given).then((text) => {
          resolve({ status: given.statusCode ?? 502, given: given.headers, text });
        }, reject);
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}

/** Why AWS would not take what is written into a locked bucket; nothing where it would. */
function refusal({ method, headers }: IncomingMessage, body: Buffer): string | undefined {
  if (method !== "PUT" || headers["x-amz-copy-source"] !== undefined) return undefined;
  const sum = headers["content-md5"];
  if (sum === undefined) return "InvalidRequest";
  return sum === md5(body, "base64") ? undefined : "BadDigest";
}

async function wholeOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}
