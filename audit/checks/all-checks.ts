import type { Check } from "../check";
import { alerting } from "./alerting";
import { carriedCharts } from "./carried-charts";
import { chartValues } from "./chart-values";
import { controlPlaneLog } from "./control-plane-log";
import { edge } from "./edge";
import { events } from "./events";
import { delivery } from "./delivery";
import { degradation } from "./degradation";
import { forbiddenReferences } from "./forbidden-references";
import { imageProvenance } from "./image-provenance";
import { hardening } from "./hardening";
import { internetStandards } from "./internet-standards";
import { jumpHost } from "./jump-host";
import { mesh } from "./mesh";
import { keys } from "./keys";
import { mirror } from "./mirror";
import { noSecretValues } from "./no-secret-values";
import { noUnresolvedTokens } from "./no-unresolved-tokens";
import { paths } from "./paths";
import { podSecurity } from "./pod-security";
import { recoveryBuckets } from "./recovery/buckets";
import { recoveryComparisons } from "./recovery/comparisons";
import { recoveryDatabases } from "./recovery/databases";
import { recoveryDrills } from "./recovery/drills";
import { recoveryDowntime } from "./recovery/downtime";
import { recoveryLoss } from "./recovery/loss";
import { recoverySecondSite } from "./recovery/second-site";
import { recoverySites } from "./recovery/sites";
import { recoverySnapshots } from "./recovery/snapshots";
import { recoveryVolumes } from "./recovery/volumes";
import { dumps } from "./dumps";
import { journal } from "./journal";
import { records } from "./records";
import { residency } from "./residency";
import { secretAccess } from "./secret-access";
import { signIn } from "./sign-in";
import { state } from "./state";
import { tenantIsolation } from "./tenant-isolation";
import { zoneMatrix } from "./zone-matrix";

/** Every check, in the order of the report. */
export const allChecks: readonly Check[] = [
  residency,
  zoneMatrix,
  paths,
  jumpHost,
  mesh,
  edge,
  internetStandards,
  signIn,
  delivery,
  tenantIsolation,
  secretAccess,
  noSecretValues,
  noUnresolvedTokens,
  forbiddenReferences,
  mirror,
  imageProvenance,
  podSecurity,
  hardening,
  carriedCharts,
  chartValues,
  recoveryDatabases,
  recoveryBuckets,
  recoveryComparisons,
  recoveryDrills,
  recoveryLoss,
  recoveryDowntime,
  recoverySites,
  recoverySecondSite,
  recoveryVolumes,
  recoverySnapshots,
  records,
  journal,
  dumps,
  events,
  controlPlaneLog,
  keys,
  alerting,
  degradation,
  state,
];
