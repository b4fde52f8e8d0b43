import { figure, hours, mebibytes, millicores, type Figure, type Source } from "../../language";

/**
 * The namespace in which tenants' databases are dumped, sealed and carried into their archive. Its pods read databases and write objects, and
 * nobody calls them. `workload` names their pods, `account` their service account and their user of object storage.
 */
export const databaseDumps = { namespace: "dumps", workload: "dump", account: "dumps", zone: "data" } as const;

const chosen: Source = { kind: "decision", ref: "a dump of each tenant's databases", date: "2026-11-23" };

const requests = (
  who: string,
  cpu: number,
  memory: number,
): { readonly cpu: Figure<"millicores">; readonly memory: Figure<"MiB"> } => ({
  cpu: figure(millicores(cpu), `processor of the container that ${who}`, chosen),
  memory: figure(mebibytes(memory), `memory of the container that ${who}`, chosen),
});

/** Longest time of one dump. */
export const dumpDeadline: Figure<"s"> = figure(hours(4), "longest time of one dump with all that follows it", chosen);

/** What the containers of a dump request. The first ends before the others begin. */
export const dumpRequests = {
  key: requests("asks for a dump's key", 50, 64),
  dump: requests("dumps a database", 200, 256),
  seal: requests("encrypts a dump", 200, 128),
  /** Without the parts that it holds. */
  carry: requests("carries a dump to object storage", 100, 192),
} as const;

/** Parts of an upload that who carries holds at a time: two on their way, and one that fills (rclone 1.75.2 took 238 MiB with parts of 64, seen on 2026-11-23). */
export const dumpPartsHeld = 3;

/** How an upload is cut. S3 takes ten thousand parts at most (AWS and OVHcloud: limits of uploads in parts). */
export const dumpParts = { least: 64, most: 10_000 } as const;
