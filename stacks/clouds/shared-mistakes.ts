import type { Site } from "../../constructs/infrastructure/infrastructure";
import type { Environment } from "../../environments/schema";
import { Refusal, type Mistake } from "../../language";

/** Mistake of many tenants at a site whose cloud has no storage for each of them in this version. */
export const sharedMistakes = (
  { tenancy }: Pick<Environment, "tenancy">,
  { kind }: Site,
  where: string,
): readonly Mistake[] => (tenancy.kind === "shared" ? [mistake(kind, where)] : []);

/** The same where it should have been refused before. */
export const noTenantStorage = (kind: Site["kind"]) => (): never => {
  throw new Refusal("the site", [mistake(kind, "site")]);
};

const mistake = (kind: Site["kind"], where: string): Mistake => ({
  where: `${where}.kind`,
  value: kind,
  why: "gives tenants no buckets of their own in this version",
  wayOut: 'use an ovh site, or dedicated(); "bestek plan" and "bestek size" take both on every cloud',
});
