import { textAt } from "../../../facts/json";
import type { DatabaseRule } from "./rule";

/** PostgreSQL's own defaults; a replica with less than its primary stops (PostgreSQL documentation, hot standby parameters). */
const defaults = {
  max_connections: 100,
  max_worker_processes: 8,
  max_wal_senders: 10,
  max_prepared_transactions: 0,
  max_locks_per_transaction: 64,
} as const;

/** Check 4: the cluster that follows has room for what the writer may send it, and speaks the same version. */
export const parity: DatabaseRule = {
  judge: (database, { all }) => {
    const writer = all.find(({ name, site, writes }) => name === database.name && site !== database.site && writes);
    if (database.writes || writer === undefined) return {};
    const parameter = (of: typeof database, key: keyof typeof defaults): number =>
      Number(textAt(of.fact.object, "spec", "postgresql", "parameters", key) ?? defaults[key]);
    const major = (of: typeof database): string =>
      /:(\d+)/.exec(textAt(of.fact.object, "spec", "imageName") ?? "")?.[1] ?? "";
    return {
      failures: [
        ...(
          [
            "max_connections",
            "max_worker_processes",
            "max_wal_senders",
            "max_prepared_transactions",
            "max_locks_per_transaction",
          ] as const
        )
          .filter((key) => parameter(database, key) < parameter(writer, key))
          .map((key) => ({
            where: `spec.postgresql.parameters.${key}`,
            value: parameter(database, key),
            why: `is less than the writer's ${String(parameter(writer, key))}: the replica would stop`,
            wayOut: "give both the same",
          })),
        ...(major(database) === major(writer)
          ? []
          : [
              {
                where: "spec.imageName",
                value: major(database),
                why: `is another major version than the writer's ${major(writer)}`,
                wayOut: "upgrade both in one change",
              },
            ]),
      ],
    };
  },
};
