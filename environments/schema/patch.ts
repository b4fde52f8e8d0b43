import { z } from "zod";
import { textLike, words } from "./text";

const pointer = textLike(/^(\/([^~/]|~[01])*)+$/, "is not a JSON pointer", 'write it as "/spec/replicas"');

const operation = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("add"), path: pointer, value: z.json() }),
  z.strictObject({ op: z.literal("replace"), path: pointer, value: z.json() }),
  z.strictObject({ op: z.literal("remove"), path: pointer }),
]);

/** A JSON patch (RFC 6902) on every synthesized object of one kind and name. */
export const patchSchema = z.strictObject({
  kind: words,
  name: words,
  /** Only in this namespace. Default: in every one. */
  namespace: words.optional(),
  operations: z.array(operation).min(1),
  /** Why no fact can say it, and until when; the audit prints it. */
  reason: words,
});

export type Patch = z.output<typeof patchSchema>;
