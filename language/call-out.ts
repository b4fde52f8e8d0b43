import type { Subscription } from "./bus";

/** What the gateway asks before a request reaches the pods that are named. */
export interface GatewayCallOut {
  readonly kind: "firewall" | "rate-limit" | "circuit-breaker" | "sign-in" | "token" | "authorization";
  /** Pods by id `<service>/<workload>`: every route that leads to them must ask. */
  readonly before: string;
}

/** What a mail server asks before it takes a message. */
export type MailCallOut =
  /** Whether the sender's domain lets this server send (SPF, DMARC); and whether a message is spam, which then lies in the Junk folder. */
  | { readonly kind: "sender-check" | "spam-filter"; readonly within: string }
  /** Whether it carries a virus, of the pods that are named; both by id. */
  | { readonly kind: "virus-scan"; readonly within: string; readonly of: string }
  /** The same one step further: what those pods do while no scanner answers them. */
  | { readonly kind: "virus-verdict"; readonly within: string; readonly of: string };

/** What the event bus asks, or does, of a worker's messages. */
export interface BusCallOut {
  /**
   * `publisher`: whether whoever sends is the one that may; `stream`: whether a message is kept until it was read; `delivery`: whether the
   * worker is done with it; `dead-letters`: where one goes that no worker could read.
   */
  readonly kind: "publisher" | "stream" | "delivery" | "dead-letters";
  /** Workload that publishes the topic. */
  readonly publisher: string;
  readonly subscription: {
    readonly service: string;
    readonly name: string;
    readonly topic: Subscription["topic"];
    readonly worker: string;
  };
}

/** Who somebody is that opens a connection to where data lies: over TLS and with a password at a database, with a password at a cache. */
export interface StoreCallOut {
  readonly kind: "database-session" | "cache-session";
  /** Service whose store it is. */
  readonly service: string;
}

/** Something asked inside a process before it goes on: there is no connection that a policy of the network could show. */
export type CallOut = GatewayCallOut | MailCallOut | BusCallOut | StoreCallOut;
