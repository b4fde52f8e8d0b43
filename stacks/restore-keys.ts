import { restoreUser } from "../constructs/infrastructure/stores";
import { backupPolicyName, backupSecretsMount } from "../constructs/platform/secrets/trust-policies";

/** Where the keys lie with which people restore: the policy that reads them, their mount, and their path there, before the site. */
export const restoreKeys = { policy: backupPolicyName, mount: backupSecretsMount, path: restoreUser } as const;

/** Path of those of a site, in their mount. */
export const restoreKeysPath = (site: string): string => `${restoreKeys.path}/${site}`;
