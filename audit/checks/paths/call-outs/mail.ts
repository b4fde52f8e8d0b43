import type { Finding } from "../../../check";
import { at, listAt, textAt } from "../../../facts/json";
import { mailLines } from "../mail-lines";
import type { World } from "../world";

/** Mail that comes from outside is held against what its sender's domain says. */
export const senderFindings = (world: World, server: string): readonly Finding[] =>
  ["spfFromVerify", "dmarcVerify"]
    .filter(
      (check) =>
        !mailLines(world, server, "SenderAuth").some(({ value }) =>
          listAt(value, check, "match").some((match) => (textAt(match, "then") ?? "disable") !== "disable"),
        ),
    )
    .map((check) => ({
      where: `${server} SenderAuth ${check}`,
      why: "is held against no message from outside",
      wayOut: 'set it to "relaxed" or "strict" where others deliver',
    }));

/** Whom the filter leaves out: those who signed in, and nobody else. */
const everybodyElse = ["is_empty(authenticated_as)", "true"];

/** The filter is on, and looks at everything that nobody signed in for. */
export function spamFindings(world: World, server: string): readonly Finding[] {
  const settings = mailLines(world, server, "SpamSettings").map(({ value }) => at(value, "enable"));
  const asked = mailLines(world, server, "MtaStageData").map(({ value }) => at(value, "enableSpamFilter"));
  const said = asked.filter((expression) => expression !== undefined);
  return [
    ...(settings.length > 0 && settings.every((enabled) => enabled === true)
      ? []
      : [
          {
            where: `${server} SpamSettings enable`,
            value: settings.at(-1) ?? null,
            why: "leaves the spam filter off, or to a default that no file tells",
            wayOut: "set it to true",
          },
        ]),
    ...(said.length > 0 &&
    said.every(
      (expression) =>
        listAt(expression, "match").length === 0 && everybodyElse.includes(textAt(expression, "else") ?? ""),
    )
      ? []
      : [
          {
            where: `${server} MtaStageData enableSpamFilter`,
            value: said.at(-1) ?? null,
            why: "lets some mail pass that nobody signed in for",
            wayOut: `set it to "${everybodyElse[0] ?? ""}"`,
          },
        ]),
  ];
}
