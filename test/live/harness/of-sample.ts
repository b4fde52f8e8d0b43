import type { PartSource } from "../../../simulation/parts/part";
import { isWanted } from "../../samples/synthesized-samples";
import { withParts } from "./with-parts";

/** Declares the tests of one sample; they count as skipped where somebody wants others alone, and are not tried where a part is missing. */
export const ofSample = <N extends string>(
  sample: string,
  title: string,
  sources: Readonly<Record<N, PartSource>>,
  declare: (folderOf: (part: N) => string) => void,
): void => {
  withParts(title, sources, (folderOf) => {
    if (isWanted(sample)) declare(folderOf);
    else test.skip("somebody wants others alone", () => undefined);
  });
};
