import { DomainZoneDnssec } from "@cdktf/provider-ovh/lib/domain-zone-dnssec";
import { DomainZoneRecord } from "@cdktf/provider-ovh/lib/domain-zone-record";
import { Construct } from "constructs";
import type { DnsRecord } from "../dns/dns-record";

export interface DnsZoneProps {
  /** Zone at OVHcloud that holds every record. */
  readonly zone: string;
  readonly records: readonly DnsRecord[];
  /** Whether this environment keeps the zone signed; a zone has one keeper, even where stages share it. */
  readonly signed: boolean;
}

/** Records of an environment in a zone at OVHcloud. The zone itself is ordered with the domain, and stays. */
export class DnsZone extends Construct {
  constructor(scope: Construct, id: string, { zone, records, signed }: DnsZoneProps) {
    super(scope, id);
    records.forEach(({ name, type, twin, ttl, value }, index) => {
      const twins = records.slice(0, index).filter((other) => other.name === name && other.type === type).length;
      const suffix = twin ?? (twins === 0 ? undefined : String(twins + 1));
      new DomainZoneRecord(this, `${type}-${name}${suffix === undefined ? "" : `-${suffix}`}`, {
        zone,
        subdomain: name === zone ? "" : name.slice(0, -(zone.length + 1)),
        fieldtype: type,
        ttl,
        target: value,
      });
    });
    if (signed) new DomainZoneDnssec(this, "dnssec", { zoneName: zone });
  }
}
