import { recordFrameworks, recordRetention, type RecordFramework } from "../../catalog";
import { z } from "zod";

/** How long the audit log stands, locked. */
export interface Records {
  readonly framework: RecordFramework;
  /** Days for which nobody deletes or overwrites a record; a week later it goes by itself. */
  readonly days: number;
}

/** Longest that OVHcloud, AWS and Azure alike would lock an object for is far above; ten years bounds a slip of the pen, which no one can undo. */
const longest = 3_660;

export const recordsSchema = z
  .strictObject({
    /** What the customer is held to. Default: BIO2, the Dutch government's baseline. */
    framework: z.enum(recordFrameworks).default("bio2"),
    /** Days that records stand. Default: what the framework asks for, see `recordRetention`. */
    days: z.int().min(1).max(longest).optional(),
  })
  .prefault({})
  .transform(({ framework, days }): Records => ({ framework, days: days ?? recordRetention[framework].value }));
