import type { TerraformStack } from "cdktf";
import type { DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { signingRecord } from "../constructs/infrastructure/dns/signing-record";
import { signingKeysMount } from "../constructs/platform/secrets/secret-paths";
import { publicKeyOf } from "../constructs/platform/secrets/exportable-key";
import { signingKey } from "../constructs/platform/secrets/signing-key";
import type { Environment } from "../environments/schema";
import { holderOf, servicesFor, signingKeyName } from "../planning/placement";

/** Makes the keys that sign a domain's mail, and says by which records others verify it; the mount stands in the trust stack. */
export const signingRecords = (
  stack: TerraformStack,
  environment: Environment,
  tenant: string | undefined,
  mount = signingKeysMount,
): readonly DnsRecord[] =>
  servicesFor(environment, tenant)
    .flatMap(({ needs }) => needs.dkim?.selectors ?? [])
    .map((selector) => {
      const name = signingKeyName(environment, tenant, selector);
      const key = signingKey(stack, `signing-key-${selector}`, mount, name);
      return signingRecord({
        domain: holderOf(environment, tenant).domain,
        selector,
        publicKey: publicKeyOf(key),
      });
    });
