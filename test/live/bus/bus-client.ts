import { join } from "node:path";
import { connect, PermissionViolationError, type NatsConnection } from "@nats-io/transport-node";
import type { BusCluster } from "./bus-cluster";
import { busUsers, inboxOf } from "./synthesized-bus";

/** A connection as one user, by its certificate. */
export const connectAs = (cluster: BusCluster, user: string): Promise<NatsConnection> => {
  const { servers, certificates } = cluster.connection(user);
  const known = busUsers(cluster.bus.configuration).find(({ name }) => name === user);
  return connect({
    servers,
    inboxPrefix: inboxOf(known ?? { subscribes: [] }),
    tls: {
      caFile: join(certificates, "ca.crt"),
      certFile: join(certificates, "tls.crt"),
      keyFile: join(certificates, "tls.key"),
    },
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
  });
};

/** Those of the subjects that the servers refuse to let this connection publish on. */
export async function refusedToPublish(
  connection: NatsConnection,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  const listening = (async () => {
    for await (const status of connection.status()) {
      if (
        status.type === "error" &&
        status.error instanceof PermissionViolationError &&
        status.error.operation === "publish"
      )
        refused.add(status.error.subject);
    }
  })();
  for (const subject of subjects) connection.publish(subject);
  // The answer to a ping comes after every refusal.
  await connection.flush();
  await connection.close();
  await listening;
  return refused;
}

/** Whether the servers let this connection listen to a subject. */
export async function maySubscribe(connection: NatsConnection, subject: string): Promise<boolean> {
  const subscription = connection.subscribe(subject, { callback: () => undefined });
  await connection.flush();
  const refused = subscription.isClosed();
  subscription.unsubscribe();
  return !refused;
}
