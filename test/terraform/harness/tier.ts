import { readFileSync } from "node:fs";
import { z } from "zod";
import { answersSchema } from "./answers-schema";
import { coreSchema } from "./core";

/** Variable by which the set-up tells the tests where it wrote what it found. */
export const tierVariable = "BESTEK_TERRAFORM_TIER";

export const sampleStackSchema = z.object({
  name: z.string(),
  /** Folder with `cdk.tf.json` and assets, as synthesized. */
  folder: z.string(),
  /** Stacks that are applied before it, the direct ones alone. */
  after: z.array(z.string()),
});

const sampleSchema = z.object({
  name: z.string(),
  /** Folder in which it was synthesized, as a customer's repository has it. */
  repository: z.string(),
  /** In an order in which they can be applied. */
  stacks: z.array(sampleStackSchema),
  /** Ids of the tenants of a shared environment; none of a dedicated one. */
  tenants: z.array(z.string()),
  /** What its clouds answer, to credentials of its account and to those of another. */
  answers: z.object({ own: answersSchema, another: answersSchema }),
});

const readySchema = z.object({
  kind: z.literal("ready"),
  core: coreSchema,
  /** Folder that everything of this run stands in. */
  work: z.string(),
  /** Every schema, and those that the stand-in serves. */
  schemas: z.object({ all: z.string(), served: z.string() }),
  mirror: z.string(),
  cliConfiguration: z.string(),
  /** Versions of providers for which schemas are at hand, by name. */
  versions: z.record(z.string(), z.string()),
  samples: z.array(sampleSchema),
});

/** What the set-up found: everything that the tests need, or why they can't run here. */
export const tierSchema = z.discriminatedUnion("kind", [
  readySchema,
  z.object({ kind: z.literal("missing"), reasons: z.array(z.string()) }),
]);

export type Tier = z.output<typeof tierSchema>;
export type ReadyTier = z.output<typeof readySchema>;
export type Sample = z.output<typeof sampleSchema>;
export type SampleStack = z.output<typeof sampleStackSchema>;

export function readTier(): Tier {
  const file = process.env[tierVariable];
  if (file === undefined) throw new Error("run these tests with npm run test:terraform");
  return tierSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/**
 * Declares tests that need the core, Go and the schemas. Where one is missing they count as skipped, with the reason; in CI that
 * is a failure, because there nobody reads reasons.
 */
export function withTier(title: string, declare: (tier: ReadyTier) => void): void {
  const tier = readTier();
  switch (tier.kind) {
    case "ready":
      describe(title, () => {
        declare(tier);
      });
      return;
    case "missing": {
      const why = tier.reasons.join("\n");
      if (process.env["CI"] === undefined) test.skip(`${title}: ${why}`, () => undefined);
      else {
        test(title, () => {
          throw new Error(why);
        });
      }
    }
  }
}
