import type { TerraformStack } from "cdktf";
import type { DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { signingRecord } from "../constructs/infrastructure/dns/signing-record";
import { signingKeyName, signingKeysMount } from "../constructs/platform/secrets/secret-paths";
import { publicKeyOf, signingKey } from "../constructs/platform/secrets/signing-key";
import type { Environment } from "../environments/schema";
import type { ServiceDefinition } from "../language";
import { holderOf, servicesFor } from "../planning/placement";
import { servicesOf } from "../suites";

/** True where some service signs mail, for the customer or for each tenant. */
export const signsMail = (environment: Pick<Environment, "suite" | "tenancy">): boolean =>
  servicesOf(environment).some(({ needs }) => needs.dkim !== undefined);

/** Names of the keys that a service signs with, in the name of a tenant where each has its own. */
export const signingKeyNames = (
  { name }: Pick<Environment, "name">,
  { needs }: Pick<ServiceDefinition, "needs">,
  tenant: string | undefined,
): readonly string[] => (needs.dkim?.selectors ?? []).map((selector) => signingKeyName(tenant ?? name, selector));

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
      const name = signingKeyName(tenant ?? environment.name, selector);
      const key = signingKey(stack, `signing-key-${selector}`, mount, name);
      return signingRecord({
        domain: holderOf(environment, tenant).domain,
        selector,
        publicKey: publicKeyOf(key),
      });
    });
