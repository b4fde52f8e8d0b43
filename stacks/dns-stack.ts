import { Fn, TerraformOutput, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { zoneFile, type DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { dnsRecords } from "../constructs/infrastructure/dns/dns-records";
import { platformRecords } from "../constructs/infrastructure/dns/shared-records";
import { siteId, type Environment } from "../environments/schema";
import {
  activeSite,
  carriedLabels,
  entryHost,
  lookedUpLabels,
  originLabel,
  presentSites,
  secretsHost,
  servicesFor,
} from "../planning/placement";
import { cloudOf } from "./clouds";
import { readInfrastructure } from "./infrastructure-outputs";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface DnsStackProps {
  readonly environment: Environment;
}

/**
 * Names that people use, pointing to the site that serves. Switching `recovery.active` and applying this stack ends a failover; it
 * reads nothing of a site that may be gone.
 */
export class DnsStack extends TerraformStack {
  constructor(scope: Construct, { environment }: DnsStackProps) {
    super(scope, stackNames.dns(environment));
    keepState(this, environment);
    const records = recordsOf(this, environment);
    if (keptByProvider(environment, records)) cloudOf(activeSite(environment)).useProvider(this);
    // Stages may share a zone; production keeps it signed.
    keepRecords(this, environment, records, environment.stage === "production");
  }
}

/** True where the provider's zone holds every one of the records. */
export const keptByProvider = ({ dns }: Pick<Environment, "dns">, records: readonly DnsRecord[]): boolean =>
  dns.kind === "provider-zone" && records.every(({ name }) => name === dns.zone || name.endsWith(`.${dns.zone}`));

/** Writes records into the provider's zone, whose provider the stack must have; hands over as a zone file what it can't write there. */
export function keepRecords(
  stack: TerraformStack,
  environment: Environment,
  records: readonly DnsRecord[],
  signed: boolean,
): void {
  const { dns, site } = environment;
  const { zoneLacks, dnsZone } = cloudOf(site);
  const isWritten = ({ type }: DnsRecord): boolean => keptByProvider(environment, records) && !zoneLacks.includes(type);
  const written = records.filter(isWritten);
  const handed = records.filter((record) => !isWritten(record));
  if (dns.kind === "provider-zone" && written.length > 0) {
    dnsZone(stack, { zone: dns.zone, records: written, signed });
  }
  if (handed.length === 0) return;
  new TerraformOutput(stack, "zone_file", {
    value: zoneFile(handed),
    description: "records for the zone's keeper: terraform output -raw zone_file",
    staticId: true,
  });
}

/** What the delivery network answers for, where there is one. */
const carriedBy = (
  environment: Environment,
): Readonly<Record<string, { readonly host: string; readonly origin: string }>> => {
  const { cdn } = environment;
  return cdn === undefined
    ? {}
    : Object.fromEntries(
        carriedLabels(environment).map((label) => [label, { host: cdn.host, origin: originLabel(label) }]),
      );
};

function recordsOf(stack: TerraformStack, environment: Environment): readonly DnsRecord[] {
  const { tenancy, certificates } = environment;
  const active = siteId(activeSite(environment));
  const sites = presentSites(environment).map((site) => ({
    id: siteId(site),
    outputs: readInfrastructure(stack, environment, site),
  }));
  // Mail of either site is honest mail: a failover must not wait until others have forgotten the old record. A site that may
  // be gone sends none.
  const senders = sites.map(({ outputs }) => Fn.formatlist("ip4:%s", [outputs.egressAddresses]));
  const exposures = servicesFor(environment, undefined).flatMap(({ exposes }) => exposes);
  const common = {
    domain: tenancy.domain,
    carried: carriedBy(environment),
    addresses: sites.find(({ id }) => id === active)?.outputs.publicAddress.addresses ?? [],
    senders: Token.asString(Fn.join(" ", Token.asList(Fn.concat(senders)))),
    contact: certificates.contact,
    directory: certificates.directory,
  };
  const label = (host: string): string => host.slice(0, -(tenancy.domain.length + 1));
  const secrets = label(secretsHost(environment));
  switch (tenancy.kind) {
    case "dedicated":
      return dnsRecords({ ...common, exposures, labels: [secrets] });
    case "shared": {
      const labels = [
        secrets,
        label(entryHost(environment)),
        ...exposures.map((exposure) => exposure.label),
        // One for all tenants, so that one more changes nothing here.
        ...lookedUpLabels(environment).map((lookedUp) => `*.${lookedUp}`),
      ];
      return platformRecords({ ...common, labels });
    }
  }
}
