import { evidenceOf, type Row, type Table } from "./row";

const word = { met: "met", partly: "partly", open: "open" } as const;

const code = (text: string): string => `\`${text}\``;

function line(row: Row): string {
  const evidence = evidenceOf(row);
  const missing = row.answer.kind === "met" ? "" : row.answer.missing;
  const cells = [
    row.name,
    row.asks,
    word[row.answer.kind],
    evidence === undefined ? "" : code(evidence.file),
    (evidence?.objects ?? []).map(code).join("<br>"),
    evidence === undefined ? "" : `${code(evidence.test[0])}: ${evidence.test[1]}`,
    missing,
  ];
  return `| ${cells.join(" | ")} |`;
}

const heading = ["row", "asks for", "state", "declared in", "synthesized", "shown by", "missing"];

/** The whole page, as it is committed. */
export function coverageMarkdown(tables: readonly Table[]): string {
  const rows = tables.flatMap((table) => table.rows);
  const count = (kind: Row["answer"]["kind"]): string =>
    String(rows.filter(({ answer }) => answer.kind === kind).length);
  return [
    "# What of the Noveu reference architecture is built",
    "",
    `${String(rows.length)} rows of its tables and diagrams: ${count("met")} met, ${count("partly")} partly, ${count("open")} open. Written by`,
    "`npm run docs:coverage` from `test/reference/rows`; a test compares this page, and looks for every file, object and test that it names.",
    ...tables.flatMap(({ title, rows: of }) => [
      "",
      `## ${title}`,
      "",
      `| ${heading.join(" | ")} |`,
      `| ${heading.map(() => "---").join(" | ")} |`,
      ...of.map(line),
    ]),
    "",
  ].join("\n");
}
