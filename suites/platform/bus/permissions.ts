import {
  busSetup,
  consumerOf,
  deadLetterSubject,
  deadLettersOf,
  streamOf,
  subjectOf,
  type BusAddress,
  type BusNeed,
  type ServiceDefinition,
} from "../../../language";

/** Where answers to a user come that nobody else listens to: the first words of its inboxes' names, which its client must be told. */
export const ownInbox = (user: string): string => `_INBOX_${user}`;

/** Where answers come to all clients of an account that can be told of no other place. */
const sharedInbox = "_INBOX";

/**
 * The publisher's command line client is told where to listen; it is what makes streams and what watches. Bento 1.20 knows no such setting for
 * JetStream.
 */
const inboxOf = (user: string, { consumes }: BusNeed, workload: string): string =>
  workload === busSetup || Object.values(consumes).some(({ watcher }) => watcher === workload)
    ? ownInbox(user)
    : sharedInbox;

/** Subjects that one workload may publish to; it may listen to nothing but answers to itself. */
export interface Permissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
}

/** A service with what it does on the bus. */
export interface BusService {
  readonly name: string;
  readonly tenancy: ServiceDefinition["tenancy"];
  readonly bus: BusNeed;
}

/** Services that have a place on the bus. */
export const onBus = (services: readonly ServiceDefinition[]): readonly BusService[] =>
  services.flatMap(({ name, tenancy, needs: { bus } }) => (bus === undefined ? [] : [{ name, tenancy, bus }]));

/**
 * What a workload may do, and nothing else: publish on the topics that are its own, read and acknowledge where it is the worker, and
 * send away what it can't read; a watcher asks how far another is. `user` is its name at the bus. Only the service's own task makes streams, and only its own; nobody deletes one.
 */
export function permissionsOf(
  { name, bus }: BusService,
  workload: string,
  account: Pick<BusAddress, "account">,
  user: string,
): Permissions {
  const allow = workload === busSetup ? setup(name, bus) : client(name, bus, workload, account);
  return { publish: { allow }, subscribe: { allow: [`${inboxOf(user, bus, workload)}.>`] } };
}

function client(
  service: string,
  { publishes, consumes }: BusNeed,
  workload: string,
  account: Pick<BusAddress, "account">,
): readonly string[] {
  return [
    ...Object.entries(publishes).flatMap(([topic, { publisher }]) =>
      publisher === workload ? [subjectOf(account, { service, name: topic })] : [],
    ),
    ...Object.entries(consumes).flatMap(([subscription, { topic, worker, watcher }]) => {
      const place = `${streamOf(topic)}.${consumerOf(service, subscription)}`;
      return [
        ...(watcher === workload ? [`$JS.API.STREAM.INFO.${streamOf(topic)}`] : []),
        ...(watcher === workload || worker === workload ? [`$JS.API.CONSUMER.INFO.${place}`] : []),
        ...(worker === workload
          ? [
              `$JS.API.CONSUMER.MSG.NEXT.${place}`,
              `$JS.ACK.${place}.>`,
              deadLetterSubject(account, service, subscription),
            ]
          : []),
      ];
    }),
  ];
}

function setup(service: string, { publishes, consumes }: BusNeed): readonly string[] {
  const streams = [...Object.keys(publishes).map((name) => streamOf({ service, name })), deadLettersOf(service)];
  return [
    ...streams.flatMap((stream) => [`$JS.API.STREAM.CREATE.${stream}`, `$JS.API.STREAM.UPDATE.${stream}`]),
    ...Object.entries(consumes).map(
      ([subscription, { topic }]) =>
        `$JS.API.CONSUMER.DURABLE.CREATE.${streamOf(topic)}.${consumerOf(service, subscription)}`,
    ),
  ];
}
