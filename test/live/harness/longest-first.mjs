import { createRequire } from "node:module";

const { default: Sequencer } = createRequire(import.meta.url)("@jest/test-sequencer");

/** What takes minutes, by the beginning of its path in this tier; first what mostly waits, and leaves processors to the others. */
const long = ["openbao/openbao", "simulation/samples/", "simulation/sabotages", "kubernetes/", "keycloak/", "openbao/"];

/** Starts first what takes longest, for where it starts last one core waits for it; where nothing is remembered of former runs, jest goes by the size of files. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = long.findIndex((folder) => path.includes(`/test/live/${folder}`));
      return place < 0 ? long.length : place;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
