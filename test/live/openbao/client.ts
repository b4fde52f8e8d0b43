import { z } from "zod";
import { ask, type Question } from "../harness/ask";

const answerSchema = z.looseObject({
  errors: z.array(z.string()).default([]),
  data: z.looseObject({}).nullish(),
  auth: z
    .looseObject({ client_token: z.string(), token_policies: z.array(z.string()), lease_duration: z.number() })
    .nullish(),
});

export type ServerAnswer = z.output<typeof answerSchema> & { readonly status: number };

/** Speaks to one server, as whoever a token belongs to. */
export interface Client {
  readonly ask: (method: NonNullable<Question["method"]>, path: string, body?: object) => Promise<ServerAnswer>;
  /** Asks for something that must be granted; throws with what the server says where it isn't. */
  readonly must: (
    method: NonNullable<Question["method"]>,
    path: string,
    body?: object,
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** What the server measures of itself, for whoever reaches it. */
  readonly metrics: () => Promise<string>;
  /** The same server, as somebody else. */
  readonly as: (token: string) => Client;
}

export function clientOf(address: string, authority: string, token?: string): Client {
  const put: Client["ask"] = async (method, path, body) => {
    const { status, text } = await ask(`${address}/v1/${path}`, {
      method,
      authority,
      headers: token === undefined ? {} : { "x-vault-token": token },
      body: body === undefined ? "" : JSON.stringify(body),
    });
    return { ...answerSchema.parse(text.startsWith("{") ? JSON.parse(text) : {}), status };
  };
  return {
    ask: put,
    must: async (method, path, body) => {
      const { status, errors, data } = await put(method, path, body);
      if (status >= 300)
        throw new Error(`${method} ${path} was refused with ${String(status)}: ${errors.join("; ").trim()}`);
      return data ?? {};
    },
    metrics: async () => (await ask(`${address}/v1/sys/metrics?format=prometheus`, { authority })).text,
    as: (other) => clientOf(address, authority, other),
  };
}
