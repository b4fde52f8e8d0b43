import { days, gibibytes, type Quantity } from "../../../language";

/** How much of monitoring is kept. */
export interface MonitoringVolumes {
  /** Volume of one Prometheus. */
  readonly metrics: Quantity<"MiB">;
  /** Days until a sample is dropped. */
  readonly retention: Quantity<"days">;
  /** Volume of one Alertmanager: silences and who has been notified. */
  readonly alerts: Quantity<"MiB">;
}

/**
 * Decided 2026-11-21. A sample takes one to two bytes on disk (Prometheus 3 documentation, Storage): 500,000 series every
 * 30 s for 15 days are 22 billion samples, 20 to 40 GiB.
 */
export const defaultVolumes: MonitoringVolumes = {
  metrics: gibibytes(50),
  retention: days(15),
  alerts: gibibytes(1),
};

/** Share of the volume that samples may fill; the rest takes the write-ahead log and a compaction under way. */
export const fillable = 0.85;
