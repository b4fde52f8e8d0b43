import { figure, hours, minutes, type Figure, type Quantity, type Source } from "../language";

export type RecoveryTierName = "basis" | "pro" | "overheid";

/** What a tier promises after the loss of a site. */
export interface RecoveryTier {
  readonly name: RecoveryTierName;
  readonly title: string;
  /** Longest time until the service is back (RTO). */
  readonly downtime: Figure<"s">;
  /** Most recent work that may be lost (RPO). */
  readonly loss: Figure<"s">;
  /** Strategy in the seed's words. */
  readonly strategy: string;
}

const noveu: Source = {
  kind: "specification",
  ref: "Noveu Architectuur Referentie: RTO/RPO Targets",
  date: "2026-01",
};

const tier = (
  name: RecoveryTierName,
  title: string,
  downtime: Quantity<"s">,
  loss: Quantity<"s">,
  strategy: string,
): RecoveryTier => ({
  name,
  title,
  downtime: figure(downtime, `recovery time objective of tier ${title}`, noveu),
  loss: figure(loss, `recovery point objective of tier ${title}`, noveu),
  strategy,
});

/** From the weakest promise to the strictest. Inopsio's targets, below an hour and 15 minutes, are those of Pro. */
export const recoveryTiers: Readonly<Record<RecoveryTierName, RecoveryTier>> = {
  basis: tier("basis", "Basis", hours(4), hours(1), "Backup + restore"),
  pro: tier("pro", "Pro", hours(1), minutes(15), "Warm standby"),
  overheid: tier("overheid", "Overheid", minutes(15), minutes(5), "Active-active"),
};
