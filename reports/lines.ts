/** Lines as a file holds them: no blanks at their ends, one break behind the last. */
export const canonicalLines = (lines: readonly string[]): string =>
  `${lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd()}\n`;
