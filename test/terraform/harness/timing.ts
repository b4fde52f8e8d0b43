import { performance } from "node:perf_hooks";

/** Seconds that each phase took, all stacks together; information and no claim. */
export class Timing {
  readonly seconds: Record<string, number> = {};

  async of<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.seconds[phase] = (this.seconds[phase] ?? 0) + (performance.now() - start) / 1000;
    }
  }

  lines(): readonly string[] {
    return Object.entries(this.seconds).map(
      ([phase, seconds]) => `  ${phase.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s`,
    );
  }
}
