/** A word that the shell takes as it is. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A function that says why the script ends, and ends it. */
export const failFunction: readonly string[] = ["fail() {", "  printf '%s\\n' \"$1\" >&2", "  exit 1", "}", ""];

/** What every script begins with. */
export const preamble: readonly string[] = ["set -eu", "", ...failFunction];
