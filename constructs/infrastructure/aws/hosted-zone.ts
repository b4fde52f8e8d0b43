import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { DnsRecord } from "../dns/dns-record";

export interface HostedZoneProps {
  /** Public zone in Route 53 that holds every record. */
  readonly zone: string;
  readonly records: readonly DnsRecord[];
}

/** Records of an environment in a zone of Route 53. The zone itself is made with the domain, and stays. */
export class HostedZone extends Construct {
  constructor(scope: Construct, id: string, { zone, records }: HostedZoneProps) {
    super(scope, id);
    const { zoneId } = new DataAwsRoute53Zone(this, "zone", { name: zone, privateZone: false });
    for (const [first, ...others] of recordSets(records)) {
      const { name, type, ttl } = first;
      new Route53Record(this, `${type}-${name}`, {
        zoneId,
        name,
        type,
        ttl,
        records: [first, ...others].map(valueOf),
      });
    }
  }
}

/** Route 53 keeps all values of a name and type as one record set. */
function recordSets(records: readonly DnsRecord[]): readonly (readonly [DnsRecord, ...DnsRecord[]])[] {
  const sets = new Map<string, [DnsRecord, ...DnsRecord[]]>();
  for (const record of records) {
    const key = `${record.type} ${record.name}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [record]);
    else set.push(record);
  }
  return [...sets.values()];
}

/** The provider puts quotes around texts itself. */
const valueOf = ({ type, value }: DnsRecord): string => (type === "TXT" ? value.replace(/^"(.*)"$/s, "$1") : value);
