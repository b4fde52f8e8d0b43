type Style = "red" | "green" | "yellow" | "bold";

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  bold: [1, 22],
};

/** Lines that start with one of these are coloured; commands themselves write plain text. */
const marks: Readonly<Record<string, Style>> = { "✖": "red", "✔": "green", "!": "yellow", "▸": "bold" };

/** Colours a text by the mark that each of its lines starts with. */
export const paint = (text: string): string => text.split("\n").map(paintLine).join("\n");

function paintLine(line: string): string {
  const style = marks[line.trimStart().slice(0, 1)];
  if (style === undefined) return line;
  const [on, off] = codes[style];
  return `\u001b[${String(on)}m${line}\u001b[${String(off)}m`;
}

/** True where colours are wanted: on a terminal that can show them, unless NO_COLOR has a value (no-color.org). */
export const wantsColour = (isTerminal: boolean, variables: Readonly<Record<string, string | undefined>>): boolean =>
  isTerminal && (variables["NO_COLOR"] ?? "") === "" && variables["TERM"] !== "dumb";
