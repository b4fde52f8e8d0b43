export { allChecks } from "./checks/all-checks";
export type { Check, Outcome, Verdict } from "./check";
export { kindsToRead, kubernetesDrift, terraformDrift, together, type Drift } from "./drift";
export { auditEnvironment, type CheckEvidence, type Evidence, type EvidenceLine } from "./evidence";
export * from "./facts";
export * from "./needs";
export {
  ownCharts,
  supplyOf,
  type OwnChart,
  type Supply,
  type SuppliedChart,
  type SuppliedImage,
  type SuppliedProvider,
} from "./supply";
