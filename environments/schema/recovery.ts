import { z } from "zod";
import { siteSchema } from "./site";
import { isoDate, label, words } from "./text";
import { storagePlace } from "./storage-place";

/** A figure without a contract that the customer takes as it is, by name and date. */
const acceptance = z.strictObject({
  /** Store whose loss after the site is gone is accepted, such as `bucket-mail`; or `dns`, whose keeper is the customer. */
  store: label,
  /** Role or name of who accepts it. */
  by: words,
  on: isoDate,
});

/**
 * Which site serves; switching it is the failover. `primary`: the standby follows it. `standby`: it serves, and nothing of it
 * reads, writes or waits for anything of the primary, which may be gone. `standby-followed`: it serves, and the primary is back
 * and follows it.
 */
const active = z.enum(["primary", "standby", "standby-followed"]).default("primary");

/**
 * How often the databases of a site were begun anew from the other site's archive: after a failover without tokens the lost site's
 * must be, and each life of a cluster archives into a folder of its own.
 */
const rebuilt = z
  .strictObject({ primary: z.int().min(0).default(0), standby: z.int().min(0).default(0) })
  .default({ primary: 0, standby: 0 });

export const recoverySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("backup-restore"),
    /** Region of the locked backups. */
    offsite: storagePlace,
    accepts: z.array(acceptance).default([]),
  }),
  z.strictObject({
    kind: z.literal("warm-standby"),
    site: siteSchema,
    active,
    rebuilt,
    /** Third region: locked copies of the backups, and the keys that both sites unseal with. */
    archive: storagePlace,
    accepts: z.array(acceptance).default([]),
  }),
  z.strictObject({
    kind: z.literal("active-active"),
    /** Data centres of one region; over regions is not offered, because no part of the suites bears it. */
    over: z.literal("datacentres"),
    standby: siteSchema,
    active,
    rebuilt,
    archive: storagePlace,
    accepts: z.array(acceptance).default([]),
  }),
]);

export type Recovery = z.output<typeof recoverySchema>;
export type RecoveryFacts = z.input<typeof recoverySchema>;

type FactsOf<K extends RecoveryFacts["kind"]> = Extract<RecoveryFacts, { kind: K }>;

/** Basis: locked backups in another region, restored on demand. */
export const backupRestore = (facts: Omit<FactsOf<"backup-restore">, "kind">): FactsOf<"backup-restore"> => ({
  kind: "backup-restore",
  ...facts,
});

/** Pro: a second site that is ready; a human decides. */
export const warmStandby = (facts: Omit<FactsOf<"warm-standby">, "kind">): FactsOf<"warm-standby"> => ({
  kind: "warm-standby",
  ...facts,
});

/** Overheid: one region of three data centres, all active, and a warm standby for the region as a whole. */
export const activeActive = (facts: Omit<FactsOf<"active-active">, "kind">): FactsOf<"active-active"> => ({
  kind: "active-active",
  ...facts,
});

/** Name of the recovery tier in the Noveu reference architecture. */
export function tierOf(recovery: Recovery): "basis" | "pro" | "overheid" {
  switch (recovery.kind) {
    case "backup-restore":
      return "basis";
    case "warm-standby":
      return "pro";
    case "active-active":
      return "overheid";
  }
}
