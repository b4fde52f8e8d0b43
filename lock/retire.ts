import { Refusal, type Mistake } from "../language";
import { daysAfter } from "./calendar";
import { stackOwners } from "./leaving";
import { lockPath, type Lock, type Retirable, type Retirement, type Stateful } from "./lock-file";
import { retireAdvice } from "./retire-command";
import { isTerraform, stackOf } from "./stateful-mistakes";

export interface RetireRequest {
  readonly kind: Retirable;
  readonly id: string;
  /** Role or name of who decides it. */
  readonly by: string;
  /** ISO 8601. */
  readonly on: string;
}

/** Facts that a lock does not hold. */
export interface RetireContext {
  /** Site that serves now. */
  readonly activeSite: string;
  readonly tenancy: "dedicated" | "shared";
}

/** What leaves, and what stays behind under a lock. */
export interface Departure {
  readonly lock: Lock;
  readonly retirement: Retirement;
  readonly departing: Readonly<Record<string, Stateful>>;
  /** Stacks of its own, to be destroyed. */
  readonly stacks: readonly string[];
}

/** Records that something may be let go. Throws a Refusal where it can't be, or not yet. */
export function retire(lock: Lock, request: RetireRequest, context: RetireContext): Departure {
  const mistakes = retireMistakes(lock, request, context);
  if (mistakes.length > 0) {
    throw new Refusal(`retiring ${request.kind} "${request.id}" of environment "${lock.environment}"`, mistakes);
  }
  const { kind, id, by, on } = request;
  const departing = Object.fromEntries(
    Object.entries(lock.stateful).filter(([key, entry]) => leaves(key, entry, request)),
  );
  const copies = lockedCopies(lock, departing, request);
  const until = copies.map((copy) => copy.until).reduce((latest, date) => (date > latest ? date : latest), on);
  const retirement = { by, on, until, copies };
  return {
    lock: { ...lock, retired: { ...lock.retired, [kind]: { ...lock.retired[kind], [id]: retirement } } },
    retirement,
    departing,
    stacks: stacksOf(lock, request),
  };
}

/** Takes the record of a retirement away, so that the id can be used again. Throws a Refusal while copies remain. */
export function forget(lock: Lock, { kind, id, on }: Omit<RetireRequest, "by">): Lock {
  const { [id]: retirement, ...others } = lock.retired[kind];
  const mistakes = forgetMistakes(lock, { kind, id, on }, retirement);
  if (mistakes.length > 0) {
    throw new Refusal(`forgetting ${kind} "${id}" of environment "${lock.environment}"`, mistakes);
  }
  return { ...lock, retired: { ...lock.retired, [kind]: others } };
}

function forgetMistakes(
  lock: Lock,
  { kind, id, on }: Omit<RetireRequest, "by">,
  retirement: Retirement | undefined,
): readonly Mistake[] {
  const where = `${lockPath(lock.environment)}: retired.${kind}`;
  if (retirement === undefined) {
    return [{ where, value: id, why: "was never retired", wayOut: "check its name; nothing has to be forgotten" }];
  }
  if (known(lock, kind).includes(id)) {
    return [
      { where, value: id, why: "is retired but still stands", wayOut: "remove it from the facts and synthesize first" },
    ];
  }
  return on < retirement.until
    ? [
        {
          where,
          value: id,
          why: `keeps locked copies until ${retirement.until}: ${retirement.copies.map(({ what }) => what).join(", ")}`,
          wayOut: `wait until ${retirement.until}, or choose another name`,
        },
      ]
    : [];
}

function retireMistakes(lock: Lock, { kind, id }: RetireRequest, context: RetireContext): readonly Mistake[] {
  const where = `${lockPath(lock.environment)}: ${kind}`;
  const earlier = lock.retired[kind][id];
  const names = known(lock, kind);
  if (!names.includes(id)) {
    return earlier === undefined
      ? [
          {
            where,
            value: id,
            why: "is not recorded",
            wayOut: `choose one of ${names.slice(0, 10).join(", ") || "none: nothing is recorded"}`,
          },
        ]
      : [{ where, value: id, why: `was retired on ${earlier.on} by ${earlier.by}`, wayOut: "nothing is left to do" }];
  }
  if (kind === "site" && id === context.activeSite) {
    return [
      {
        where: "recovery.active",
        value: id,
        why: "is the site that serves",
        wayOut: `let the standby serve first (recovery.active), apply it, then ${retireAdvice(lock.environment, kind, id)}`,
      },
    ];
  }
  return kind === "tenant" && context.tenancy === "dedicated"
    ? [
        {
          where,
          value: id,
          why: "is the whole environment, which has no other tenant",
          wayOut: `destroy its stacks (cdktf destroy '${lock.environment}-*'), then delete its file and its lock`,
        },
      ]
    : [];
}

function known(lock: Lock, kind: Retirable): readonly string[] {
  switch (kind) {
    case "tenant":
      return Object.keys(lock.tenants);
    case "site":
      return Object.keys(lock.sites);
    case "service":
      return [...new Set(Object.values(lock.stateful).flatMap(({ service }) => service ?? []))].sort();
    case "stack":
      return lock.stacks;
    case "address":
      return Object.keys(lock.stateful);
  }
}

function leaves(key: string, entry: Stateful, { kind, id }: RetireRequest): boolean {
  switch (kind) {
    case "tenant":
      return entry.tenant === id;
    case "service":
      return entry.service === id;
    case "site":
      return entry.site === id;
    case "stack":
      return isTerraform(key) && stackOf(key) === id;
    case "address":
      return key === id;
  }
}

function stacksOf(lock: Lock, { kind, id }: RetireRequest): readonly string[] {
  const owners = stackOwners(lock);
  switch (kind) {
    case "tenant":
    case "site":
      return lock.stacks.filter((stack) => owners(stack)[kind] === id);
    case "stack":
      return [id];
    case "service":
    case "address":
      return [];
  }
}

/**
 * Copies that nobody can delete: those that leave themselves, and for tenants and services the backups that they share with
 * others, which hold what was theirs until the last locked object of that day expires.
 */
function lockedCopies(
  lock: Lock,
  departing: Readonly<Record<string, Stateful>>,
  { kind, on }: RetireRequest,
): Retirement["copies"] {
  const shared = kind === "tenant" || kind === "service";
  return Object.entries(lock.stateful).flatMap(([what, { lockedDays, tenant, service }]) =>
    lockedDays !== undefined &&
    (departing[what] !== undefined || (shared && tenant === undefined && service === undefined))
      ? [{ what, until: daysAfter(on, lockedDays) }]
      : [],
  );
}
