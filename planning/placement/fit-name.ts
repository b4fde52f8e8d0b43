import { createHash } from "node:crypto";

/** Characters of the hash that stands for what had to be left out: 32 bits. */
const hashLength = 8;

/**
 * Parts joined by hyphens; where that is longer than `most` characters, as much as fits and a hash of the whole, so that two
 * long names with the same beginning stay two.
 */
export function fitName(parts: readonly string[], most: number): string {
  const whole = parts.join("-");
  if (whole.length <= most) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, hashLength);
  return `${whole.slice(0, most - hashLength - 1).replace(/-+$/, "")}-${hash}`;
}
