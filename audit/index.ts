export { allChecks } from "./checks/all-checks";
export type { Check, Outcome, Verdict } from "./check";
export { auditEnvironment, type CheckEvidence, type Evidence, type EvidenceLine } from "./evidence";
export * from "./facts";
export { supplyOf, type Supply, type SuppliedChart, type SuppliedImage, type SuppliedProvider } from "./supply";
