/** Processes that work may be divided among. */
export interface Processes {
  /** How many may work at once; 1 leaves all work to this one. */
  readonly most: number;
  /** Compiled file that each of them runs. */
  readonly program: string;
}

/** Bytes. `noveu-cloud` with 200 tenants, the largest sample, took 0.7 GB at its peak on 2026-11-21; most take 0.25 GB. */
const memoryPerProcess = 2 ** 30;

/** One process per core, as far as memory goes round. */
export const processesFor = (cores: number, bytesOfMemory: number): number =>
  Math.max(1, Math.min(cores, Math.floor(bytesOfMemory / memoryPerProcess)));
