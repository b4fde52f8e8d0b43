export type { Approvals, RunApproval } from "./losses";
export { readPlan, type PlanDocument, type ReadPlan } from "./plan-document";
export { isRefused } from "./review";
export type * from "./review";
export { saysStandIn } from "./stand-in";
export { reviewPlans, type Planner, type ReviewedStack } from "./review-plans";
