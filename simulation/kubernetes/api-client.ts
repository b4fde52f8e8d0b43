import { Agent, request } from "node:https";
import { parsedJson, type Json } from "../../audit/facts/json";
import { wasClosedWhileIdle } from "./closed-connection";

/** How to speak to an API server, and as whom. */
export interface ApiAccess {
  readonly url: string;
  /** Certificate that vouches for the server, PEM. */
  readonly authority: string;
  readonly token: string;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path and query. */
  readonly path: string;
  readonly body?: unknown;
  /** Default JSON; a PATCH says here which kind of patch it is. */
  readonly contentType?: string;
  readonly accept?: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** Texts of the `Warning` headers: deprecated versions, unknown fields, pods that Pod Security would refuse. */
  readonly warnings: readonly string[];
  readonly body: Json;
}

type Sent = { readonly kind: "answered"; readonly answer: ApiAnswer } | { readonly kind: "connection was closed" };

/** Speaks to an API server over a few connections that it keeps open. */
export class ApiClient {
  private readonly agent: Agent;

  constructor(private readonly access: ApiAccess) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 16, ca: access.authority });
  }

  /** @throws Error where there is no answer; an answer that refuses is an answer. */
  async send(wanted: ApiRequest): Promise<ApiAnswer> {
    for (;;) {
      const sent = await this.sendOnce(wanted);
      if (sent.kind === "answered") return sent.answer;
    }
  }

  private sendOnce({
    method,
    path,
    body,
    contentType = "application/json",
    accept = "application/json",
  }: ApiRequest): Promise<Sent> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.access.url}${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            authorization: `Bearer ${this.access.token}`,
            accept,
            ...(text === undefined ? {} : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () => {
            resolve({
              kind: "answered",
              answer: {
                status: answer.statusCode ?? 0,
                warnings: warningsOf(answer.rawHeaders),
                body: bodyOf(Buffer.concat(chunks).toString("utf8")),
              },
            });
          });
        },
      );
      sent.on("error", (error: NodeJS.ErrnoException) => {
        if (wasClosedWhileIdle(sent, error)) resolve({ kind: "connection was closed" });
        else reject(error);
      });
      sent.end(text);
    });
  }

  /** Whether the server says that it can serve; false where it does not answer yet. */
  async isReady(): Promise<boolean> {
    try {
      return (await this.send({ method: "GET", path: "/readyz" })).status === 200;
    } catch {
      return false;
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Health checks answer plain text. */
const bodyOf = (text: string): Json => parsedJson(text) ?? text;

/** Header lines `Warning: 299 - "text"`, of which one answer may carry several (RFC 7234, 5.5). */
const warningsOf = (headers: readonly string[]): readonly string[] =>
  headers.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() === "warning"
      ? [...(headers[index + 1] ?? "").matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
          text.replace(/\\(.)/g, "$1"),
        )
      : [],
  );
