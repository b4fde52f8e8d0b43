import { z } from "zod";
import { parsedJson } from "../../../facts/json";

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.string(), z.record(z.string(), texts)]).optional(),
  Resource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), texts)).optional(),
});

const document = z.object({ Statement: z.union([statement.transform((one) => [one]), z.array(statement)]) });

export type Statement = z.output<typeof statement>;

/** Words with which a statement says what it does not speak of, so that it speaks of everything else. */
const inverted = ["NotResource", "NotPrincipal", "NotAction"] as const;

/**
 * What a policy in AWS's language allows; undefined where it can't be read, or says it by exceptions. What it denies only narrows what
 * others allow.
 */
export function allowed(policy: string | undefined): readonly Statement[] | undefined {
  if (policy === undefined) return undefined;
  const parsed = document.safeParse(parsedJson(policy));
  if (!parsed.success) return undefined;
  const allows = parsed.data.Statement.filter(({ Effect }) => Effect === "Allow");
  return allows.some((one) => inverted.some((word) => Object.hasOwn(one, word))) ? undefined : allows;
}

/** Bucket of a resource's name in any partition; undefined for anything else. */
export const bucketOf = (resource: string): string | undefined => /^arn:[a-z-]+:s3:::([^/]+)/.exec(resource)?.[1];
