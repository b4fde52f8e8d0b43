import type { Mistake } from "../language";
import { leavingOf } from "./leaving";
import { lockPath, type Lock } from "./lock-file";
import { moveMistakes } from "./move-mistakes";
import { newsOf, same } from "./news";
import { removalMistakes } from "./removal-mistakes";
import { reuseMistakes } from "./reuse-mistakes";
import type { Standing } from "./standing";
import { statefulMistakes } from "./stateful-mistakes";
import { versionMistakes } from "./version-mistakes";

/** What a synthesis means for the lock. */
export interface Comparison {
  /** Removals, renames and moves that nobody recorded, and versions that nobody upgraded. */
  readonly mistakes: readonly Mistake[];
  /** The lock as it is once everything new is recorded; counts only where there is no mistake. */
  readonly next: Lock;
  /** What `next` says and the lock does not, a line each. */
  readonly news: readonly string[];
}

/** Holds what a synthesis would make against what is known to stand. */
export function compareLock(lock: Lock, standing: Standing): Comparison {
  const leaving = leavingOf(lock, standing);
  return {
    mistakes: [
      ...removalMistakes(lock, standing, leaving),
      ...statefulMistakes(lock, standing, leaving),
      ...moveMistakes(lock, standing),
      ...reuseMistakes(lock, standing),
      ...versionMistakes(lock, standing),
    ],
    next: recorded(lock, standing),
    news: newsOf(lock, standing),
  };
}

const recorded = (lock: Lock, { sites, tenants, stacks, stateful, versions }: Standing): Lock => ({
  ...lock,
  sites,
  tenants,
  stacks: [...stacks],
  stateful,
  versions,
  retired: { ...lock.retired, address: withoutReplaced(lock, stateful) },
});

/** Letting an address go counts once: what was made anew under it is kept like anything else. */
const withoutReplaced = ({ retired, stateful }: Lock, now: Lock["stateful"]): Lock["retired"]["address"] =>
  Object.fromEntries(
    Object.entries(retired.address).filter(
      ([id]) => now[id] === undefined || same(now[id].identity, stateful[id]?.identity),
    ),
  );

/** The lock of an environment that has none yet. */
export const firstLock = (standing: Standing): Lock =>
  recorded(
    {
      format: "bestek.lock/1",
      environment: standing.environment,
      sites: {},
      tenants: {},
      stacks: [],
      stateful: {},
      versions: standing.versions,
      moves: [],
      retired: { tenant: {}, service: {}, site: {}, stack: {}, address: {} },
      approvals: [],
    },
    standing,
  );

/** Why a lock that may not be written is refused: it does not say yet what would stand. */
export function frozenMistakes(
  environment: string,
  lock: Lock | undefined,
  { news }: Pick<Comparison, "news">,
): Mistake[] {
  const wayOut = `run "bestek lock ${environment}" where the lock may be written, read what it records, and commit the file`;
  if (lock === undefined) {
    return [
      { where: lockPath(environment), value: undefined, why: "is missing, and this run may not write it", wayOut },
    ];
  }
  if (news.length === 0) return [];
  const shown = news.slice(0, 5).join("; ");
  const rest = news.length > 5 ? `; and ${String(news.length - 5)} more` : "";
  return [{ where: lockPath(environment), value: undefined, why: `is behind the facts: ${shown}${rest}`, wayOut }];
}
