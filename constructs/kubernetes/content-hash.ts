import { createHash } from "node:crypto";

/** Ten hexadecimal digits that change with the content; part of names of objects that must be made anew. */
export const contentHash = (content: unknown): string =>
  createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);
