export type { AdmissionRule, JudgedKinds } from "./admission-rule";
export { admissionRules, type AdmissionRuleName } from "./admission-rules";
export { kongGuard } from "./kong-guard";
export { lua } from "./lua";
export { rego } from "./rego";
