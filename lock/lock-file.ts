import { z } from "zod";
import { isoDate, label, words } from "../environments/schema/text";

/** What bestek calls a stateful thing: `<stack>:<address>` in Terraform, `<site>/<namespace>/<kind>/<name>` in Kubernetes. */
const thing = z.string().min(1);

const site = z.strictObject({
  cloud: z.enum(["ovh", "azure", "aws", "existing"]),
  /** Region, or the country of an existing cluster. */
  region: z.string(),
  /** Project, subscription, account, or id of an existing cluster: the same region of another account is another site. */
  account: z.string(),
});

const tenant = z.strictObject({
  /** Number of the database cell that holds the tenant's rows; absent where it has the platform to itself. */
  cell: z.int().min(0).optional(),
});

const stateful = z.strictObject({
  /** What is lost with it. */
  holds: z.string(),
  /** Which one it is and where it stands: literal values alone, what another resource decides is left out. */
  identity: z.record(z.string(), z.string()).optional(),
  site: z.string().optional(),
  service: z.string().optional(),
  tenant: z.string().optional(),
  /** Days for which nobody can delete what was written; a lock may grow, never shrink. */
  lockedDays: z.int().min(1).optional(),
});

const versions = z.strictObject({
  kubernetes: z.string(),
  postgresql: z.string(),
  /** Chart to version. */
  charts: z.record(z.string(), z.string()),
  /** Image, publisher's host included, to its tags and digests. */
  images: z.record(z.string(), z.string()),
});

const move = z.strictObject({ stack: z.string(), from: z.string(), to: z.string(), by: words, on: isoDate });

const copy = z.strictObject({ what: thing, until: isoDate });

const retirement = z.strictObject({
  by: words,
  on: isoDate,
  /** First day on which the id may be used again: no locked copy is left. */
  until: isoDate,
  /** Locked copies that nobody can delete, and the day from which each may be. */
  copies: z.array(copy),
});

/** What may be retired, in the words of the command line. */
export const retirable = ["tenant", "service", "site", "stack", "address"] as const;
export type Retirable = (typeof retirable)[number];

const approval = z.strictObject({
  /** `<stack>:<address>` of what may be lost. */
  address: thing,
  action: z.enum(["replace", "destroy"]),
  by: words,
  why: words,
  /** Last day on which it counts. */
  until: isoDate,
});

export const lockSchema = z.strictObject({
  format: z.literal("bestek.lock/1"),
  environment: label,
  sites: z.record(z.string(), site),
  tenants: z.record(z.string(), tenant),
  stacks: z.array(z.string()),
  stateful: z.record(thing, stateful),
  versions,
  /** Resources that were renamed, oldest first; Terraform is told with every synthesis. */
  moves: z.array(move),
  retired: z.strictObject({
    tenant: z.record(z.string(), retirement),
    service: z.record(z.string(), retirement),
    site: z.record(z.string(), retirement),
    stack: z.record(z.string(), retirement),
    address: z.record(z.string(), retirement),
  }),
  /** Losses that somebody answers for; `bestek review` reads them. */
  approvals: z.array(approval),
});

/** What an environment is known to hold: synthesis has no memory, so this file is it. */
export type Lock = z.output<typeof lockSchema>;
export type LockedSite = Lock["sites"][string];
export type LockedTenant = Lock["tenants"][string];
export type Stateful = Lock["stateful"][string];
export type Versions = Lock["versions"];
export type Move = Lock["moves"][number];
export type Retirement = Lock["retired"]["tenant"][string];
export type Approval = Lock["approvals"][number];

/** Path of an environment's lock from the working folder: beside the facts. */
export const lockPath = (environment: string): string => `environments/${environment}.lock.json`;
