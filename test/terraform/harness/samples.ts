import { isWanted, samplesVariable } from "../../samples/synthesized-samples";
import { withTier, type ReadyTier, type Sample } from "./tier";

/** Declares tests on one sample; they count as skipped where somebody wants others alone. */
export function withSample(title: string, name: string, declare: (tier: ReadyTier, sample: Sample) => void): void {
  withTier(title, (tier) => {
    const sample = tier.samples.find((one) => one.name === name);
    if (sample !== undefined) declare(tier, sample);
    else if (!isWanted(name)) test.skip(`${name} is not among ${samplesVariable}`, () => undefined);
    else throw new Error(`there is no sample environment ${name}`);
  });
}
