import type { Mistake } from "../language";
import type { Lock, Retirable, Retirement } from "./lock-file";
import type { Standing } from "./standing";

/** Ids that come back although copies of what they kept before are still locked: nobody could tell the two apart. */
export const reuseMistakes = (lock: Lock, standing: Standing): readonly Mistake[] => [
  ...back(lock, "site", Object.keys(standing.sites), Object.keys(lock.sites)),
  ...back(lock, "tenant", Object.keys(standing.tenants), Object.keys(lock.tenants)),
  ...back(
    lock,
    "service",
    standing.services,
    Object.values(lock.stateful).flatMap(({ service }) => service ?? []),
  ),
  ...back(lock, "stack", standing.stacks, lock.stacks),
  ...back(lock, "address", Object.keys(standing.stateful), Object.keys(lock.stateful)),
];

/** What is retired stays synthesized until it has been exported and destroyed; only after that it can come back. */
function back(lock: Lock, kind: Retirable, standing: readonly string[], locked: readonly string[]): readonly Mistake[] {
  const known = new Set(locked);
  const now = new Set(standing);
  return Object.entries(lock.retired[kind])
    .filter(([id]) => now.has(id) && !known.has(id))
    .map(([id, { on, until, copies }]: readonly [string, Retirement]) => ({
      where: `${kind} ${id}`,
      value: id,
      why: `was retired on ${on}${copies.length === 0 ? "" : `, and locked copies of what it kept remain until ${until}`}`,
      wayOut: `choose another name, or from ${until} on: bestek retire ${lock.environment} ${kind} ${id} --forget`,
    }));
}
