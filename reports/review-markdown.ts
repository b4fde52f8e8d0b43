import type { Change, Loss, Review, StackReview } from "../review";
import { canonicalLines } from "./lines";
import { code } from "./markdown";

/** Most changes of a stack, and attributes of a change, that are listed; what is stateful is always listed. */
const mostChanges = 40;
const mostAttributes = 8;

/** A review as a comment of a pull request. */
export const reviewMarkdown = (review: Review): string =>
  canonicalLines([
    `# ${review.environment}: ${headline(review)}`,
    ...(review.standIn
      ? [
          "",
          "> **Not evidence.** At least one plan was made with stand-ins that only know the providers' schemas, without an account.",
        ]
      : []),
    ...lossLines(review.losses),
    ...(review.unused.length === 0 ? [] : ["", `Approvals that nothing needs: ${review.unused.map(code).join(", ")}.`]),
    "",
    ...stackTable(review.stacks),
    ...review.stacks.flatMap(stackLines),
  ]);

export function headline({ totals, losses, stacks }: Review): string {
  const words = [
    [totals.create, "to create"],
    [totals.import, "to import"],
    [totals.move, "to rename"],
    [totals.update, "to change"],
    [totals.replace, "to replace"],
    [totals.destroy, "to destroy"],
    [totals.forget, "to leave behind"],
    [losses.length, losses.length === 1 ? "of it stateful" : "of them stateful"],
    counted(stacks, "unknown", "unknown"),
    counted(stacks, "failed", "not planned"),
  ] as const;
  const shown = words.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`);
  return shown.length === 0 ? "nothing changes" : shown.join(", ");
}

function counted(stacks: readonly StackReview[], kind: StackReview["kind"], word: string): readonly [number, string] {
  const count = stacks.filter((stack) => stack.kind === kind).length;
  return [count, `${count === 1 ? "stack" : "stacks"} ${word}`];
}

const lossLines = (losses: readonly Loss[]): readonly string[] =>
  losses.length === 0
    ? []
    : [
        "",
        "## Would be lost",
        "",
        "| what | happens | keeps | approved |",
        "| --- | --- | --- | --- |",
        ...losses.map(
          (loss) =>
            `| ${code(loss.id)} | **${loss.action === "replace" ? "replaced" : "destroyed"}** | ${loss.keeps} | ${approval(loss)} |`,
        ),
      ];

function approval({ approved, expired }: Loss): string {
  if (approved === undefined) return expired === undefined ? "**no**" : `**no**: ${plain(expired)}`;
  const { by, why, until } = approved;
  return plain(`${by}: ${why}${until === undefined ? "" : `, until ${until}`}`);
}

const stackTable = (stacks: readonly StackReview[]): readonly string[] => [
  "| stack | create | change | replace | destroy | other |",
  "| --- | ---: | ---: | ---: | ---: | --- |",
  ...stacks.map((stack) => {
    switch (stack.kind) {
      case "unknown":
        return `| ${code(stack.name)} | | | | | unknown until ${stack.until.map(code).join(", ")} |`;
      case "failed":
        return `| ${code(stack.name)} | | | | | **not planned** |`;
      case "planned": {
        const count = (...actions: readonly Change["action"][]): string => {
          const number = stack.changes.filter(({ action }) => actions.includes(action)).length;
          return number === 0 ? "" : String(number);
        };
        const others = [
          ...(["move", "import", "forget"] as const).flatMap((action) => {
            const number = count(action);
            return number === "" ? [] : [`${number} ${action}`];
          }),
          ...(stack.drifted === 0 ? [] : [`${String(stack.drifted)} changed outside`]),
          ...(stack.standIn ? ["stand-in"] : []),
        ];
        return `| ${code(stack.name)} | ${count("create")} | ${count("update")} | ${count("replace")} | ${count("destroy")} | ${others.join(", ")} |`;
      }
    }
  }),
];

function stackLines(stack: StackReview): readonly string[] {
  switch (stack.kind) {
    case "unknown":
      return [];
    case "failed":
      return ["", `## ${stack.name}`, "", `Not planned: ${plain(stack.why)}`];
    case "planned": {
      if (stack.changes.length === 0 && stack.outdated.length === 0) return [];
      const created = stack.changes.filter(({ action }) => action === "create");
      const others = stack.changes.filter(({ action }) => action !== "create");
      const shown = others.filter((change, index) => index < mostChanges || change.keeps !== undefined);
      return [
        "",
        `## ${stack.name}`,
        ...(stack.outdated.length === 0
          ? []
          : [
              "",
              `Planned with values that earlier stacks change: ${stack.outdated.map(code).join(", ")}. Review again once they are applied.`,
            ]),
        "",
        ...(created.length === 0 ? [] : [`- creates ${byType(created)}`]),
        ...shown.flatMap(changeLines),
        ...(shown.length === others.length ? [] : [`- and ${String(others.length - shown.length)} more`]),
      ];
    }
  }
}

function changeLines({ action, address, previously, reason, attributes, keeps }: Change): readonly string[] {
  const kept = keeps === undefined ? "" : `, which keeps **${keeps}**`;
  const because = reason === undefined ? "" : `: ${plain(reason)}`;
  const renamed = previously === undefined || action === "move" ? "" : `, renamed from ${code(previously)}`;
  const listed = attributes.filter(({ forcesReplacement }, index) => index < mostAttributes || forcesReplacement);
  return [
    `- ${verb(action)} ${code(address)}${action === "move" ? ` from ${code(previously ?? "")}` : ""}${kept}${renamed}${because}`,
    ...listed.map(
      ({ path, before, after, forcesReplacement }) =>
        `  - ${code(path)}: ${code(before)} → ${code(after)}${forcesReplacement ? ", **forces the replacement**" : ""}`,
    ),
    ...(listed.length === attributes.length
      ? []
      : [`  - and ${String(attributes.length - listed.length)} more attributes`]),
  ];
}

function verb(action: Change["action"]): string {
  switch (action) {
    case "create":
      return "creates";
    case "update":
      return "changes";
    case "replace":
      return "**replaces**";
    case "destroy":
      return "**destroys**";
    case "move":
      return "renames to";
    case "import":
      return "imports";
    case "forget":
      return "**leaves behind**, still running and no longer managed,";
  }
}

function byType(changes: readonly Change[]): string {
  const types = [...new Set(changes.map(({ type }) => type))].sort();
  return types
    .map((type) => `${String(changes.filter((change) => change.type === type).length)} ${code(type)}`)
    .join(", ");
}

/** Text of others inside Markdown: no line, cell or tag of its own. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
