export type { AdmissionRule, JudgedKinds } from "./admission-rule";
export { admissionRules, type AdmissionRuleName } from "./admission-rules";
export { rego } from "./rego";
