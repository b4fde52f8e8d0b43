import type { Check } from "../check";
import { carriedCharts } from "./carried-charts";
import { edge } from "./edge";
import { forbiddenReferences } from "./forbidden-references";
import { hardening } from "./hardening";
import { mirror } from "./mirror";
import { noSecretValues } from "./no-secret-values";
import { noUnresolvedTokens } from "./no-unresolved-tokens";
import { podSecurity } from "./pod-security";
import { recoveryBuckets } from "./recovery/buckets";
import { recoveryDatabases } from "./recovery/databases";
import { recoveryLoss } from "./recovery/loss";
import { recoverySites } from "./recovery/sites";
import { residency } from "./residency";
import { state } from "./state";
import { tenantIsolation } from "./tenant-isolation";
import { zoneMatrix } from "./zone-matrix";

/** Every check, in the order of the report. */
export const allChecks: readonly Check[] = [
  residency,
  zoneMatrix,
  edge,
  tenantIsolation,
  noSecretValues,
  noUnresolvedTokens,
  forbiddenReferences,
  mirror,
  podSecurity,
  hardening,
  carriedCharts,
  recoveryDatabases,
  recoveryBuckets,
  recoveryLoss,
  recoverySites,
  state,
];
