import { z } from "zod";

const byType = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What a test says in a cloud's place: see `provider/answers.go` for the words in it. */
export const answersSchema = z.object({
  data: byType.default({}),
  resources: byType.default({}),
  /** What somebody changed by hand since it was applied, by type and attribute. */
  changed: byType.optional(),
  /** Account that the credentials belong to, where the provider itself compares. */
  account: z.string().optional(),
  /** Regions whose interfaces are down: whatever stands in one of them fails. */
  unreachable: z.array(z.string()).default([]),
});

export type Answers = z.output<typeof answersSchema>;
