import { membersAt, textAt, type Json } from "../../facts/json";
import { mailPlanFile, planLines } from "../../workloads/mail-plan";
import { filesOf } from "./files";
import type { World } from "./world";

/** One object of the plan that is applied to a mail server, and the object that holds the plan. */
export interface MailLine {
  readonly object: string;
  readonly value: Json;
}

/** Objects of one type in the plans of a set of pods: each of those that are made by name, or the parts of a single one. */
export const mailLines = (world: World, podSet: string, type: string): readonly MailLine[] =>
  filesOf(world, podSet)
    .filter(({ name }) => name === mailPlanFile)
    .flatMap(({ object, text }) =>
      planLines(text, type).flatMap((line) =>
        textAt(line, "@type") === "upsert"
          ? membersAt(line, "value").map(([, value]) => ({ object, value }))
          : membersAt(line).flatMap(([key, value]) => (key === "value" ? [{ object, value }] : [])),
      ),
    );
