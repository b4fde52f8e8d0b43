import type { Check } from "../../check";
import { resourcesOf } from "../../recovery/reference";
import { backupRoles } from "./backup-roles";
import { cloudKeys, cloudKeyTypes } from "./cloud-keys";
import { recoveryParts } from "./recovery-parts";
import { transitKeys } from "./transit-keys";

/**
 * A key that nothing uses protects nothing, whatever its name says. And what opens backups is for people who restore: no role of the
 * cluster may have it, so that whoever takes the platform can't undo them.
 */
export const keys: Check = {
  id: "keys",
  title: "Every key has a consumer, and no role of the cluster uses what opens backups",
  controls: ["A.8.13", "A.8.24"],
  applies: (facts) =>
    [...cloudKeyTypes, "vault_transit_secret_backend_key"].some((type) => resourcesOf(facts, type).length > 0),
  judge: (facts) => [...cloudKeys(facts), ...transitKeys(facts), ...backupRoles(facts), ...recoveryParts(facts)],
};
