/** A column's numbers are read from the right, everything else from the left. */
export type Alignment = "left" | "right";

export interface Column {
  readonly title: string;
  readonly align?: Alignment;
}

/** Lines of a plain table: a heading, then the rows, columns two blanks apart, nothing behind the last one. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => (row[index] ?? "").length)));
  return cells.map((row) =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Lines below a heading. */
export const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
