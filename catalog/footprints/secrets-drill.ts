import { figure, mebibytes, millicores, type Source } from "../../language";

const chosen: Source = { kind: "decision", ref: "a snapshot of the secrets opens every day", date: "2026-11-23" };

/** What a drill of the secrets' snapshot requests: a server like those that serve, which keeps what it restored in memory. */
export const secretsDrillRequests = {
  cpu: figure(millicores(250), "processor of the server that a snapshot of the secrets is restored into", chosen),
  memory: figure(
    mebibytes(768),
    "memory of the server that a snapshot of the secrets is restored into, with snapshot and data",
    chosen,
  ),
} as const;
