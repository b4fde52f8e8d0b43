import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Anything that JSON holds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** A server on the loopback that answers as it is told; closed by whoever started it. */
export async function serve(answer: (call: Call) => Answer): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
      const { status, body } = answer({
        method: request.method ?? "",
        path: pathname,
        query: searchParams,
        headers: request.headers,
        text: Buffer.concat(chunks).toString("utf8"),
      });
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

type Fields = { readonly [key: string]: Json };

const isFields = (json: Json | undefined): json is Fields =>
  typeof json === "object" && json !== null && !Array.isArray(json);
const fieldsOf = (json: Json | undefined): Fields => (isFields(json) ? json : {});
const listOf = (json: Json | undefined): readonly Fields[] => (Array.isArray(json) ? json.filter(isFields) : []);
const textOf = (json: Json | undefined): string => (typeof json === "string" ? json : JSON.stringify(json ?? null));

const notFound: Answer = { status: 404, body: { status: 404, error: "Not Found" } };

/**
 * Lago's HTTP API as far as our scripts use it, written after its controllers and services (getlago/lago, `api/app`, 2026): a batch with one
 * event that is known is refused as a whole, charges of a plan are those of the last request, an ended subscription is found no more.
 */
export class LagoStub {
  readonly metrics = new Map<string, Fields>();
  readonly plans = new Map<string, Fields>();
  readonly customers = new Map<string, Fields>();
  readonly subscriptions = new Map<string, Fields>();
  readonly events = new Map<string, Fields>();
  /** Requests that changed something. */
  readonly changes: string[] = [];
  /** True while it is away. */
  away = false;
  private made = 0;

  constructor(private readonly key: string) {}

  answer(call: Call): Answer {
    if (this.away) return { status: 503, body: {} };
    if (call.headers.authorization !== `Bearer ${this.key}`) return { status: 401, body: {} };
    const body: Json = call.text === "" ? {} : JSON.parse(call.text);
    const [, , , kind = "", id] = call.path.split("/");
    const answer = this.at(kind, id, call, fieldsOf(body));
    if (call.method !== "GET" && answer.status === 200) this.changes.push(`${call.method} ${call.path}`);
    return answer;
  }

  private at(kind: string, id: string | undefined, { method, query }: Call, body: Fields): Answer {
    switch (kind) {
      case "billable_metrics":
        return this.kept(this.metrics, "billable_metric", method, id, fieldsOf(body["billable_metric"]), "code");
      case "plans":
        return this.kept(this.plans, "plan", method, id, this.priced(fieldsOf(body["plan"])), "code");
      case "customers":
        return this.kept(this.customers, "customer", method, id, fieldsOf(body["customer"]), "external_id");
      case "subscriptions":
        if (method === "GET" && id === undefined)
          return this.page(Number(query.get("page")), Number(query.get("per_page")));
        if (method === "DELETE" && id !== undefined) {
          const found = this.subscriptions.get(id);
          this.subscriptions.delete(id);
          return found === undefined ? notFound : { status: 200, body: { subscription: found } };
        }
        return this.kept(this.subscriptions, "subscription", method, id, fieldsOf(body["subscription"]), "external_id");
      case "events":
        return this.take(listOf(body["events"]));
      default:
        return notFound;
    }
  }

  private kept(
    store: Map<string, Fields>,
    name: string,
    method: string,
    id: string | undefined,
    given: Fields,
    key: string,
  ): Answer {
    const known = store.get(id ?? textOf(given[key]));
    if (method === "GET") return known === undefined ? notFound : { status: 200, body: { [name]: known } };
    if (method === "PUT" && known === undefined) return notFound;
    if (method === "POST" && known !== undefined && name !== "customer") return { status: 422, body: {} };
    const written = { lago_id: this.id(), ...known, ...given };
    store.set(textOf(given[key]), written);
    return { status: 200, body: { [name]: written } };
  }

  private priced(plan: Fields): Fields {
    const charges = listOf(plan["charges"]).map((charge) => {
      const metric = [...this.metrics.values()].find(({ lago_id: id }) => id === charge["billable_metric_id"]);
      if (metric === undefined) throw new Error("a charge for no metric");
      return { ...charge, lago_id: charge["id"] ?? this.id(), billable_metric_code: metric["code"] ?? null };
    });
    return { ...plan, charges };
  }

  private page(page: number, size: number): Answer {
    const all = [...this.subscriptions.values()];
    return {
      status: 200,
      body: {
        subscriptions: all.slice((page - 1) * size, page * size),
        meta: { next_page: page * size < all.length ? page + 1 : null },
      },
    };
  }

  private take(events: readonly Fields[]): Answer {
    if (events.length > 100) return { status: 422, body: { error_details: { events: ["too_many_events"] } } };
    const named = events.map(
      (event) => `${textOf(event["external_subscription_id"])} ${textOf(event["transaction_id"])}`,
    );
    const known = named.flatMap((name, index) =>
      this.events.has(name) || named.indexOf(name) < index
        ? [[String(index), { transaction_id: ["value_already_exist"] }] as const]
        : [],
    );
    if (known.length > 0) {
      return { status: 422, body: { code: "validation_errors", error_details: Object.fromEntries(known) } };
    }
    events.forEach((event, index) => this.events.set(named[index] ?? "", event));
    return { status: 200, body: { events: [...events] } };
  }

  private id(): string {
    this.made += 1;
    return `lago-${String(this.made)}`;
  }
}
