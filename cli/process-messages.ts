import { z } from "zod";
import { Refusal, type Mistake } from "../language";
import { environmentReportSchema } from "./environment-report";

/** One environment to synthesize. */
export const taskSchema = z.object({
  workingFolder: z.string(),
  /** Path from the working folder of the file that defines it. */
  file: z.string(),
  name: z.string(),
  /** Where its output will stand, from the working folder. */
  folder: z.string(),
  /** Where to write it meanwhile; does not exist yet. */
  part: z.string(),
  lock: z.enum(["record", "frozen"]),
});

export type Task = Readonly<z.output<typeof taskSchema>>;

/** A value keeps its text and nothing else: a refusal prints values, and no message can carry them all. */
const valueSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("nothing") }),
  z.object({ kind: z.literal("function") }),
  z.object({ kind: z.literal("json"), text: z.string() }),
]);

const refusalSchema = z.object({
  subject: z.string(),
  mistakes: z.array(z.object({ where: z.string(), value: valueSchema, why: z.string(), wayOut: z.string() })),
});

/** What became of a task. */
export const answerSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("written"),
    report: environmentReportSchema,
    /** Files outside of the output that are replaced together with it. */
    files: z.array(z.object({ file: z.string(), text: z.string() })).readonly(),
  }),
  z.object({ kind: z.literal("refused"), refusal: refusalSchema }),
  /** A fault of bestek or of the machine. */
  z.object({ kind: z.literal("fault"), message: z.string(), stack: z.string() }),
]);

export type Answer = z.output<typeof answerSchema>;

/** A refusal as a message; `readRefusal` makes one of it that says the same, word for word. */
export const writeRefusal = ({ subject, mistakes }: Refusal): z.output<typeof refusalSchema> => ({
  subject,
  mistakes: mistakes.map((mistake) => ({ ...mistake, value: writeValue(mistake.value) })),
});

export const readRefusal = ({ subject, mistakes }: z.output<typeof refusalSchema>): Refusal =>
  new Refusal(
    subject,
    mistakes.map((mistake): Mistake => ({ ...mistake, value: readValue(mistake.value) })),
  );

function writeValue(value: unknown): z.output<typeof valueSchema> {
  if (value === undefined) return { kind: "nothing" };
  return typeof value === "function" ? { kind: "function" } : { kind: "json", text: JSON.stringify(value) };
}

function readValue(value: z.output<typeof valueSchema>): unknown {
  switch (value.kind) {
    case "nothing":
      return undefined;
    case "function":
      return () => undefined;
    case "json":
      return JSON.parse(value.text);
  }
}
