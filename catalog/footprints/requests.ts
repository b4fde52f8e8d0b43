import { figure, mebibytes, millicores, type FootprintPod, type Source } from "../../language";

type Requests = Pick<FootprintPod, "cpu" | "memory">;

const requests = (cpu: number, memory: number, meaning: string, source: Source): Requests => ({
  cpu: figure(millicores(cpu), `processor ${meaning}`, source),
  memory: figure(mebibytes(memory), `memory ${meaning}`, source),
});

/**
 * What one pod requests where the publisher asks for nothing: chosen here and set through the chart's values or the
 * custom resource. `cpu` in millicores, `memory` in MiB, all containers together.
 */
export const chosenRequests = (cpu: number, memory: number): Requests =>
  requests(cpu, memory, "one pod requests", {
    kind: "decision",
    ref: "requests of platform components, catalog/footprints",
    date: "2026-11-21",
  });

/** What one pod requests by the publisher's default, left as it is. */
export const publishedRequests = (cpu: number, memory: number, ref: string, date: string): Requests =>
  requests(cpu, memory, "one pod requests by default", { kind: "documentation", ref, date });
