import { days, figure, type Figure, type Source } from "../language";

const bio2: Source = {
  kind: "documentation",
  ref: "Baseline Informatiebeveiliging Overheid 2, version 1.3 (2026-01-09), measure 5.28.01",
  date: "2026-03-23",
};

const riskDecision: Source = {
  kind: "decision",
  ref: "bestek audit log: the framework leaves the number to whoever bears the risk",
  date: "2026-11-21",
};

const aYear = (framework: string): Figure<"days"> =>
  figure(
    days(365),
    `how long records are kept under ${framework}, which names no number: a year, as the audit log of the Kubernetes API`,
    riskDecision,
  );

/** How long records must stand, by the framework that the customer is held to. */
export const recordRetention = {
  bio2: figure(
    days(1096),
    "how long records are kept under BIO2: what belongs to an incident at least three years, and nobody knows beforehand what will",
    bio2,
  ),
  iso27001: aYear("ISO 27001 (A.8.15)"),
  nis2: aYear("NIS2 (Implementing Regulation 2024/2690, 3.2.5)"),
  dora: aYear("DORA (article 12)"),
  c5: aYear("C5 (OPS-14)"),
} as const satisfies Readonly<Record<string, Figure<"days">>>;

export type RecordFramework = keyof typeof recordRetention;

/** Frameworks that name or leave a time, the default first. */
export const recordFrameworks: readonly [RecordFramework, ...RecordFramework[]] = [
  "bio2",
  "iso27001",
  "nis2",
  "dora",
  "c5",
];
