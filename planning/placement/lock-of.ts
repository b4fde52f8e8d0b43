import type { Environment } from "../../environments/schema";
import type { BucketNeed } from "../../language";

/** How a bucket is locked, as the purpose of it says. */
export interface Lock {
  /** Days for which nobody deletes or overwrites what was written. */
  readonly lockDays: number;
  /** True for copies that stand for a time of their own, and that nobody in the cluster needs to read. Default: false. */
  readonly journal?: true;
}

/** The lock that a service asks for; nothing where its objects may be replaced and deleted. */
export function lockOf(
  { records }: Pick<Environment, "records">,
  { written }: Pick<BucketNeed, "written">,
): Lock | undefined {
  if (written === undefined) return undefined;
  return written === "record" ? { lockDays: records.days } : { lockDays: written.kept.value, journal: true };
}
