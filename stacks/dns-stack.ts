import { Fn, TerraformOutput, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { zoneFile, type DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { dnsRecords } from "../constructs/infrastructure/dns/dns-records";
import { siteId, type Environment } from "../environments/schema";
import { activeSite, presentSites, secretsHost } from "../planning/placement";
import { servicesOf } from "../suites";
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
    const { dns, stage } = environment;
    const records = recordsOf(this, environment);
    switch (dns.kind) {
      case "provider-zone": {
        // At AWS each region has its own endpoint: the one of a site that may be gone answers nobody.
        const cloud = cloudOf(activeSite(environment));
        cloud.useProvider(this);
        // Stages may share a zone; production keeps it signed.
        cloud.dnsZone(this, { zone: dns.zone, records, signed: stage === "production" });
        return;
      }
      case "customer":
        new TerraformOutput(this, "zone_file", {
          value: zoneFile(records),
          description: "records for the zone's keeper: terraform output -raw zone_file",
          staticId: true,
        });
        return;
    }
  }
}

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
  return dnsRecords({
    domain: tenancy.domain,
    exposures: servicesOf(environment).flatMap(({ exposes }) => exposes),
    labels: [secretsHost(environment).slice(0, -(tenancy.domain.length + 1))],
    addresses: sites.find(({ id }) => id === active)?.outputs.publicAddress.addresses ?? [],
    senders: Token.asString(Fn.join(" ", Token.asList(Fn.concat(senders)))),
    contact: certificates.contact,
    directory: certificates.directory,
  });
}
