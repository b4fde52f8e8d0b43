/** One mistake: where it is, what stands there, why it can't be, and the way out. */
export interface Mistake {
  /** Dotted path or file where the reader must look, such as `site.region`. */
  readonly where: string;
  /** The offending value as the reader wrote it; `undefined` where something is missing. */
  readonly value: unknown;
  readonly why: string;
  readonly wayOut: string;
}

/** The one error bestek throws at its users: all mistakes at once, never a stack trace on the screen. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** What is refused, such as `environment "gemeente-zuid"`. */
    readonly subject: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super(writeRefusal(subject, mistakes));
  }
}

/** The text of a refusal: the subject, then each mistake with its way out. */
export function writeRefusal(subject: string, mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${String(mistakes.length)} mistakes`;
  const lines = mistakes.flatMap(({ where, value, why, wayOut }) => [
    `✖ ${where}: ${value === undefined ? "" : `${writeValue(value)} `}${why}`,
    `  → ${wayOut}`,
  ]);
  return [`${subject} is refused: ${count}`, ...lines].join("\n");
}

function writeValue(value: unknown): string {
  const text = typeof value === "function" ? "a function" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
