import type { Mistake } from "../language";
import { isRetired, leavesWith, type Leaving } from "./leaving";
import type { Lock, Stateful } from "./lock-file";
import { retireAdvice } from "./retire-command";
import type { Standing } from "./standing";

/** Stateful things that are gone, renamed, turned into others, or less protected than promised. */
export function statefulMistakes(lock: Lock, standing: Standing, leaving: Leaving): readonly Mistake[] {
  const additions = Object.entries(standing.stateful).filter(([id]) => lock.stateful[id] === undefined);
  return Object.entries(lock.stateful).flatMap(([id, entry]) => {
    if (isRetired(lock, "address", id)) return [];
    const now = standing.stateful[id];
    if (now !== undefined)
      return [...identityMistakes(id, entry, now, lock.environment), ...lockMistakes(id, entry, now)];
    // A type that the catalogue no longer counts as stateful is still there.
    if (standing.addresses.has(id)) return [];
    return leavesWith(entry, leaving) === undefined ? [goneMistake(id, entry, additions, lock.environment)] : [];
  });
}

function goneMistake(
  id: string,
  entry: Stateful,
  additions: readonly (readonly [string, Stateful])[],
  environment: string,
): Mistake {
  const twin = additions.find(([other, added]) => looksLike([id, entry], [other, added]));
  const kept = `keeps ${entry.holds}`;
  if (twin === undefined) {
    return {
      where: id,
      value: undefined,
      why: `${kept} and is no longer synthesized`,
      wayOut: `put it back; if it was renamed, "bestek move ${environment} <from> <to>"; to let it go, ${retireAdvice(environment, "address", id)}`,
    };
  }
  const [to] = twin;
  return isTerraform(id) && stackOf(id) === stackOf(to)
    ? {
        where: id,
        value: undefined,
        why: `${kept} and seems to be called ${addressOf(to)} now: Terraform would destroy the one and make the other`,
        wayOut: `record the new name: bestek move ${environment} ${id} ${to}`,
      }
    : {
        where: id,
        value: undefined,
        why: `${kept} and seems to be ${to} now: no tool carries it there`,
        wayOut: `put it back where it was; to move it, copy what it keeps to the new place first, then ${retireAdvice(environment, "address", id)}`,
      };
}

/** The same type of thing with the same identity, on the same site: most likely the same thing under another name. */
function looksLike([id, entry]: readonly [string, Stateful], [other, added]: readonly [string, Stateful]): boolean {
  return (
    typeOf(id) === typeOf(other) &&
    entry.site === added.site &&
    Object.entries(entry.identity ?? {}).every(([key, value]) => added.identity?.[key] === value) &&
    Object.keys(entry.identity ?? {}).length === Object.keys(added.identity ?? {}).length
  );
}

/** Values that were unknown to the files on one side say nothing; `bestek review` sees what Terraform makes of them. */
function identityMistakes(
  id: string,
  { identity = {}, holds }: Stateful,
  now: Stateful,
  environment: string,
): Mistake[] {
  return Object.entries(identity).flatMap(([key, value]) => {
    const changed = now.identity?.[key];
    return changed === undefined || changed === value
      ? []
      : [
          {
            where: `${id}: ${key}`,
            value: changed,
            why: `is ${JSON.stringify(value)} where it stands; another value makes another thing, and the ${holds} of this one would be destroyed`,
            wayOut: `put the value back; to move, copy what it keeps first, then ${retireAdvice(environment, "address", id)}`,
          },
        ];
  });
}

function lockMistakes(id: string, { lockedDays }: Stateful, now: Stateful): Mistake[] {
  const days = now.lockedDays ?? 0;
  return lockedDays === undefined || days >= lockedDays
    ? []
    : [
        {
          where: `${id}: locked days`,
          value: days,
          why: `is less than the ${String(lockedDays)} that were promised`,
          wayOut: `lock for at least ${String(lockedDays)} days`,
        },
      ];
}

/** Terraform addresses carry their stack, Kubernetes objects their site. */
export const isTerraform = (id: string): boolean => /^[^/]*:/.test(id);
export const stackOf = (id: string): string => id.split(":", 1)[0] ?? "";
export const addressOf = (id: string): string => id.slice(stackOf(id).length + 1);

/** Type of a resource, or kind of an object. */
export const typeOf = (id: string): string =>
  isTerraform(id) ? (addressOf(id).split(".", 1)[0] ?? "") : (id.split("/").at(-2) ?? "");
