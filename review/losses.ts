import type { Approval } from "../lock/lock-file";
import type { Change, Loss } from "./review";

/** Somebody who answers for the loss of a thing in this run alone, whatever happens to it. */
export interface RunApproval {
  /** `<stack>:<address>` */
  readonly id: string;
  readonly by: string;
  readonly why: string;
}

export interface Approvals {
  /** From the lock. */
  readonly recorded: readonly Approval[];
  /** From the command line. */
  readonly given: readonly RunApproval[];
  /** ISO 8601; approvals of days before it don't count. */
  readonly today: string;
}

/** Everything stateful that would be lost, each with whoever answers for it. */
export function lossesOf(changes: readonly Change[], approvals: Approvals): readonly Loss[] {
  return changes.flatMap(({ id, action, keeps }) => {
    if (keeps === undefined || (action !== "replace" && action !== "destroy")) return [];
    return [{ id, action, keeps, ...approvalOf(id, action, approvals) }];
  });
}

function approvalOf(
  id: string,
  action: Loss["action"],
  { recorded, given, today }: Approvals,
): Pick<Loss, "approved" | "expired"> {
  const now = given.find((approval) => approval.id === id);
  if (now !== undefined) return { approved: { by: now.by, why: now.why } };
  const written = recorded.filter((approval) => approval.address === id && approval.action === action);
  const valid = written.find(({ until }) => until >= today);
  if (valid !== undefined) return { approved: { by: valid.by, why: valid.why, until: valid.until } };
  const [late] = written;
  return late === undefined ? {} : { expired: `the approval of ${late.by} ended on ${late.until}` };
}

/** Approvals that nothing needs: a wrong address would otherwise go unnoticed. */
export const unusedApprovals = (losses: readonly Loss[], { recorded, given }: Approvals): readonly string[] =>
  [
    ...recorded.map(({ address, action }) => ({ id: address, action })),
    ...given.map(({ id }) => ({ id, action: undefined })),
  ]
    .filter(
      ({ id, action }) => !losses.some((loss) => loss.id === id && (action === undefined || loss.action === action)),
    )
    .map(({ id, action }) => (action === undefined ? id : `${id} (${action})`));
