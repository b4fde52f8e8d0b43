import type { TerraformStack } from "cdktf";
import type { DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { pinningRecord } from "../constructs/infrastructure/dns/pinning-record";
import {
  certificateKey,
  certificateKeys as keysMount,
  publicKeyHash,
} from "../constructs/platform/secrets/certificate-key";
import type { Environment } from "../environments/schema";
import { certificateKeyName, certificateKeys, mailHosts, servicesFor } from "../planning/placement";

/**
 * Makes the keys by which other servers know those that take mail here, and says which they are. Tenants of a shared platform have none of their
 * own: one server takes mail for all of them.
 */
export function pinningRecords(stack: TerraformStack, environment: Environment): readonly DnsRecord[] {
  const pinned = servicesFor(environment, undefined).flatMap((service) => {
    const hosts = mailHosts(environment, service);
    return certificateKeys(environment, service).map((key) => ({ service: service.name, key, hosts }));
  });
  if (pinned.length === 0) return [];
  const { path } = keysMount(stack, "certificate-keys");
  return pinned.flatMap(({ service, key, hosts }) => {
    const id = `certificate-key-${service}-${key}`;
    const made = certificateKey(stack, id, path, certificateKeyName(environment, service, key));
    const hash = publicKeyHash(stack, `${id}-hash`, made);
    return hosts.map((host) => pinningRecord({ host, key, hash }));
  });
}
