import { canonicalLines } from "./lines";

/** One step, told to whoever carries it out. */
export interface WrittenStep {
  readonly title: string;
  readonly text: readonly string[];
  readonly commands: readonly string[];
}

/** A runbook as a Markdown page: numbered steps, each with what to know and what to type. */
export const runbook = (title: string, intro: string, steps: readonly WrittenStep[]): string =>
  canonicalLines([
    `# ${title}`,
    "",
    intro,
    ...steps.flatMap(({ title: heading, text, commands }, index) => [
      "",
      `## ${String(index + 1)}. ${heading}`,
      ...(text.length === 0 ? [] : ["", ...text]),
      ...(commands.length === 0 ? [] : ["", "```sh", ...commands, "```"]),
    ]),
  ]);
