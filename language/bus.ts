import type { Workload } from "./service";
import type { Figure } from "./source";

/** Messages of one kind that a service publishes, kept for a while after they were read. */
export interface Topic {
  /** Workload that publishes them, and no other may. */
  readonly publisher: string;
  /** How long a message stays, read or not. */
  readonly kept: Figure<"days">;
  /** What the topic of one instance may take up; beyond it the oldest messages go. */
  readonly size: Figure<"MiB">;
}

/** A worker that reads every message of a topic, of its own service or of another one. */
export interface Subscription {
  readonly topic: { readonly service: string; readonly name: string };
  /** Workload whose replicas share the messages. */
  readonly worker: string;
  /** Workload that may ask how far the worker is, and reads nothing. Default: none. */
  readonly watcher?: string;
  /** How long a worker may hold a message before somebody else gets it. */
  readonly acknowledgeWithin: Figure<"s">;
  /** Deliveries after which a message is a dead letter. */
  readonly deliveries: Figure<"1">;
}

/** What a service publishes and reads on the event bus. */
export interface BusNeed {
  /** Topics by name. */
  readonly publishes: Readonly<Record<string, Topic>>;
  /** Subscriptions by the name that the bus remembers each worker's place under. */
  readonly consumes: Readonly<Record<string, Subscription>>;
  /** How long the service's dead letters stay. Not longer than the topics they come from: a letter names its message and does not hold it. */
  readonly deadLettersKept: Figure<"days">;
  /** Workloads of the service, by name, that are others where the bus is Kafka. Default: none; Bento's learn it from their surroundings. */
  readonly onKafka?: Readonly<Record<string, Workload>>;
}

/** Port on which NATS takes clients, encrypted and with their certificates. */
export const busPort = 4222;

/** Volume of a workload that shows who it is: `tls.crt`, `tls.key`, and the authority's `ca.crt`. */
export const internalCertificate = "internal-certificate";

/** Name of the secret that holds it, one for each workload. */
export const identityCertificate = (workload: string): string => `identity-${workload}`;

/** Where a service finds the event bus. It signs in with the certificate of the workload itself: there is no password. */
export interface BusAddress {
  /** Product, and so what its clients speak. */
  readonly kind: "nats" | "kafka";
  readonly host: string;
  readonly port: number;
  /** First part of every subject: whose messages they are. At NATS also the name of the account, which sees no other's. */
  readonly account: string;
}

/** URL of the bus, where it is NATS. */
export const busUrl = ({ host, port }: Pick<BusAddress, "host" | "port">): string => `tls://${host}:${String(port)}`;

/** Account of the services that belong to no tenant. */
export const platformAccount = "platform";

/** Account of a tenant's instances. */
export const busAccount = (tenant: string | undefined): string =>
  tenant === undefined ? platformAccount : `tenant-${tenant}`;

/** Subject under which a topic's messages travel; at Kafka the topic's own name. */
export const subjectOf = ({ account }: Pick<BusAddress, "account">, { service, name }: Subscription["topic"]): string =>
  `${account}.${service}.${name}`;

/** Name of the stream that keeps a topic. */
export const streamOf = ({ service, name }: Subscription["topic"]): string => `${service}-${name}`;

/** Name of the stream that keeps a service's dead letters. */
export const deadLettersOf = (service: string): string => `${service}-dead-letters`;

/** Subject, or at Kafka topic, to which a worker sends what it can never read, whole; the name is that of its subscription. */
export const deadLetterSubject = (
  { account }: Pick<BusAddress, "account">,
  service: string,
  subscription: string,
): string => `${account}.dead.${service}.${subscription}`;

/** Name under which the bus remembers a worker's place, in a topic that other services may read too. */
export const consumerOf = (service: string, subscription: string): string => `${service}-${subscription}`;

/** Workload that makes a service's streams and remembered places; at NATS every service on the bus is given one. */
export const busSetup = "bus-setup";

/** Workloads of a service that publish, read or watch, sorted. */
export function busClients({ publishes, consumes }: Pick<BusNeed, "publishes" | "consumes">): readonly string[] {
  const publishers = Object.values(publishes).map(({ publisher }) => publisher);
  const workers = Object.values(consumes).flatMap(({ worker, watcher = worker }) => [worker, watcher]);
  return [...new Set([...publishers, ...workers])].sort();
}

/** Workloads of a service that connect to NATS, sorted. */
export const busWorkloads = (bus: BusNeed): readonly string[] => [...busClients(bus), busSetup].sort();
