import type { TerraformStack } from "cdktf";
import type { DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { pinningRecord } from "../constructs/infrastructure/dns/pinning-record";
import { certificateKey, publicKeyHash } from "../constructs/platform/secrets/certificate-key";
import type { Environment } from "../environments/schema";
import { certificateKeyName, certificateKeys, mailHosts, servicesFor } from "../planning/placement";

/**
 * Makes the keys by which other servers know those that take mail here, and says which they are. Tenants of a shared platform have none of their
 * own: one server takes mail for all of them.
 */
export const pinningRecords = (stack: TerraformStack, environment: Environment, mount: string): readonly DnsRecord[] =>
  servicesFor(environment, undefined).flatMap((service) => {
    const hosts = mailHosts(environment, service);
    return certificateKeys(environment, service).flatMap((key) => {
      const id = `certificate-key-${service.name}-${key}`;
      const made = certificateKey(stack, id, mount, certificateKeyName(environment, service.name, key));
      const hash = publicKeyHash(stack, `${id}-hash`, made);
      return hosts.map((host) => pinningRecord({ host, key, hash }));
    });
  });
