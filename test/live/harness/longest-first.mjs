import { createRequire } from "node:module";

const { default: Sequencer } = createRequire(import.meta.url)("@jest/test-sequencer");

/** What takes minutes, by the beginning of its path in this tier. */
const computes = ["simulation/samples/noveu-cloud", "simulation/samples/", "simulation/sabotages", "kubernetes/"];
const waits = ["keycloak/", "openbao/", "bus/bus-cluster", "databases/data-loss"];

const startsWithAny = (beginnings) => (path) =>
  beginnings.findIndex((beginning) => path.includes(`/test/live/${beginning}`));

/**
 * Starts first what takes longest, for where it starts last one core waits for it; and beside what computes, what mostly waits for other
 * programs and leaves processors to it. Where nothing is remembered of former runs, jest goes by the size of files.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const ranked = (beginnings) => {
      const rank = startsWithAny(beginnings);
      return sorted.filter(({ path }) => rank(path) >= 0).sort((a, b) => rank(a.path) - rank(b.path));
    };
    const [computing, waiting] = [ranked(computes), ranked(waits)];
    const first = [...computing, ...waiting];
    const inTurn = Array.from({ length: Math.max(computing.length, waiting.length) }, (_, index) =>
      [computing[index], waiting[index]].filter((test) => test !== undefined),
    ).flat();
    return [...inTurn, ...sorted.filter((test) => !first.includes(test))];
  }
}
