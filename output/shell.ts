/** A word that the shell takes as it is. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What every script begins with. */
export const preamble: readonly string[] = [
  "set -eu",
  "",
  "fail() {",
  "  printf '%s\\n' \"$1\" >&2",
  "  exit 1",
  "}",
  "",
];
