import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import { wasClosedWhileIdle } from "../../../simulation/kubernetes/closed-connection";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Question {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE" | "LIST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Certificate authority of the server, in PEM. */
  readonly authority?: string;
}

/** Connections are kept: a test asks thousands of times. */
const agents = { plain: new PlainAgent({ keepAlive: true }), tls: new Agent({ keepAlive: true }) };

/** Asks a server on this machine; whatever it answers is an answer, and redirects are for the caller to follow. */
export async function ask(url: string, question: Question = {}): Promise<Answer> {
  for (;;) {
    const answer = await askOnce(url, question);
    if (answer !== "connection was closed") return answer;
  }
}

function askOnce(
  url: string,
  { method = "GET", headers = {}, body = "", authority }: Question,
): Promise<Answer | "connection was closed"> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith("https:");
    const outgoing = (secure ? request : plainRequest)(
      url,
      {
        method,
        headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
        ...(secure ? { agent: agents.tls, ca: authority } : { agent: agents.plain }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    outgoing.on("error", (error) => {
      if (wasClosedWhileIdle(outgoing, error)) resolve("connection was closed");
      else reject(error);
    });
    outgoing.end(body);
  });
}
