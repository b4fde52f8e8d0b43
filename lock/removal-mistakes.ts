import type { Mistake } from "../language";
import { isRetired, leavesWith, stackOwners, type Leaving } from "./leaving";
import { lockPath, type Lock, type LockedSite } from "./lock-file";
import { same } from "./news";
import { retireAdvice } from "./retire-command";
import type { Standing } from "./standing";

/** Sites, tenants, services and stacks that are gone, or stand elsewhere, without a word in the lock: one mistake for each. */
export const removalMistakes = (lock: Lock, standing: Standing, leaving: Leaving): readonly Mistake[] => [
  ...siteMistakes(lock, standing, leaving),
  ...tenantMistakes(lock, standing, leaving),
  ...serviceMistakes(lock, leaving),
  ...stackMistakes(lock, standing, leaving),
];

const describe = ({ cloud, region, account }: LockedSite): string => `${cloud} ${region}, account ${account}`;

function siteMistakes(lock: Lock, standing: Standing, leaving: Leaving): readonly Mistake[] {
  const arriving = Object.keys(standing.sites).filter((id) => lock.sites[id] === undefined);
  return Object.entries(lock.sites).flatMap(([id, site]): Mistake[] => {
    const now = standing.sites[id];
    if (now !== undefined && !same(now, site)) {
      return [
        {
          where: `sites.${id}`,
          value: describe(now),
          why: `stands in ${describe(site)}; elsewhere everything in it would be made anew and empty`,
          wayOut: `put the fact back; to move, ${standbyThenFailover(lock.environment, id)}`,
        },
      ];
    }
    if (!leaving.site.includes(id) || isRetired(lock, "site", id)) return [];
    const kept = keptBy(lock, ({ site: own }) => own === id);
    const instead = arriving.length === 0 ? "" : `, and ${arriving.join(", ")} is new`;
    return [
      {
        where: `sites.${id}`,
        value: describe(site),
        why: `is no longer among the facts${instead}; ${kept} there would be left behind or destroyed`,
        wayOut:
          arriving.length === 0
            ? `put the site back, or let it go: ${retireAdvice(lock.environment, "site", id)}`
            : `put the site back and ${standbyThenFailover(lock.environment, id)}`,
      },
    ];
  });
}

const standbyThenFailover = (environment: string, site: string): string =>
  `add the new one as the standby of recovery, wait until it follows, switch recovery.active, then ${retireAdvice(environment, "site", site)}`;

function tenantMistakes(lock: Lock, standing: Standing, leaving: Leaving): readonly Mistake[] {
  const gone = leaving.tenant
    .filter((id) => !isRetired(lock, "tenant", id))
    .map((id) => ({
      where: `tenancy.tenants.${id}`,
      value: undefined,
      why: `is gone, and ${keptBy(lock, ({ tenant }) => tenant === id)} with it`,
      wayOut: `put the tenant back, or let it go: ${retireAdvice(lock.environment, "tenant", id)}`,
    }));
  const moved = Object.entries(lock.tenants).flatMap(([id, { cell }]) => {
    const now = standing.tenants[id];
    return now === undefined || cell === undefined || now.cell === cell
      ? []
      : [
          {
            where: `tenancy.tenants.${id}.cell`,
            value: now.cell,
            why: `is not the database cell that holds its rows: they are in ${String(cell)}`,
            wayOut: `let the lock keep the cell, and keep as many cells as there were; to move the tenant, restore its databases in the new cell first, then write that cell into ${lockPath(lock.environment)}`,
          },
        ];
  });
  return [...gone, ...moved];
}

const serviceMistakes = (lock: Lock, leaving: Leaving): readonly Mistake[] =>
  leaving.service
    .filter((name) => !isRetired(lock, "service", name))
    .map((name) => ({
      where: `suite.services.${name}`,
      value: undefined,
      why: `is gone, and ${keptBy(lock, ({ service }) => service === name)} with it`,
      wayOut: `put the service back, or let it go: ${retireAdvice(lock.environment, "service", name)}`,
    }));

/** A stack that is no longer written is never destroyed either: what it made would run on, unseen. */
function stackMistakes(lock: Lock, standing: Standing, leaving: Leaving): readonly Mistake[] {
  const owners = stackOwners(lock);
  const now = new Set(standing.stacks);
  return lock.stacks
    .filter((stack) => !now.has(stack))
    .filter((stack) => !isRetired(lock, "stack", stack) && leavesWith(owners(stack), leaving) === undefined)
    .map((stack) => ({
      where: stack,
      value: undefined,
      why: "is no longer synthesized, so nothing would ever destroy what it made",
      wayOut: `put back what it held; or run "cdktf destroy ${stack}" with the last output, then ${retireAdvice(lock.environment, "stack", stack)}`,
    }));
}

type Entry = Lock["stateful"][string];

function keptBy({ stateful }: Lock, belongs: (entry: Entry) => boolean): string {
  const count = Object.values(stateful).filter(belongs).length;
  return count === 1 ? "1 stateful thing" : `${String(count)} stateful things`;
}
