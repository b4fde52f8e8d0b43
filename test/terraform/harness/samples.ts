import { withTier, type ReadyTier, type Sample } from "./tier";

/** Variable that names, separated by commas, the samples to work on; CI works on all. */
const samplesVariable = "BESTEK_TERRAFORM_SAMPLES";

/** Names of the samples that somebody wants alone; undefined where all are wanted. */
export const wantedSamples = (): readonly string[] | undefined =>
  process.env["CI"] === undefined ? process.env[samplesVariable]?.split(",") : undefined;

/** Declares tests on one sample; they count as skipped where somebody wants others alone. */
export function withSample(title: string, name: string, declare: (tier: ReadyTier, sample: Sample) => void): void {
  withTier(title, (tier) => {
    const sample = tier.samples.find((one) => one.name === name);
    if (sample !== undefined) declare(tier, sample);
    else if (wantedSamples() !== undefined) test.skip(`${name} is not among ${samplesVariable}`, () => undefined);
    else throw new Error(`there is no sample environment ${name}`);
  });
}
