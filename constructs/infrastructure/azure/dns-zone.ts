import { DataAzurermDnsZone } from "@cdktf/provider-azurerm/lib/data-azurerm-dns-zone";
import { DnsARecord } from "@cdktf/provider-azurerm/lib/dns-a-record";
import { DnsCaaRecord } from "@cdktf/provider-azurerm/lib/dns-caa-record";
import { DnsCnameRecord } from "@cdktf/provider-azurerm/lib/dns-cname-record";
import { DnsMxRecord } from "@cdktf/provider-azurerm/lib/dns-mx-record";
import { DnsSrvRecord } from "@cdktf/provider-azurerm/lib/dns-srv-record";
import { DnsTxtRecord } from "@cdktf/provider-azurerm/lib/dns-txt-record";
import { Construct } from "constructs";
import type { DnsRecord } from "../dns/dns-record";

export interface DnsZoneProps {
  /** Zone in Azure DNS that holds every record. */
  readonly zone: string;
  readonly records: readonly DnsRecord[];
}

/** The parts that records of a set share. */
interface RecordSet {
  readonly name: string;
  readonly zoneName: string;
  readonly resourceGroupName: string;
  readonly ttl: number;
}

/**
 * Records of an environment in a zone of Azure DNS, one resource for all records of a name and type. The zone is delegated with the
 * domain, and stays; Azure signs zones, but this provider's version can't switch that on: whoever keeps the zone does, once.
 */
export class DnsZone extends Construct {
  constructor(scope: Construct, id: string, { zone, records }: DnsZoneProps) {
    super(scope, id);
    const found = new DataAzurermDnsZone(this, "zone", { name: zone });
    const sets = new Map<string, DnsRecord[]>();
    for (const record of records) {
      const key = `${record.type}-${record.name}`;
      sets.set(key, [...(sets.get(key) ?? []), record]);
    }
    for (const [key, [first, ...others]] of sets) {
      if (first === undefined) continue;
      const set: RecordSet = {
        name: first.name === zone ? "@" : first.name.slice(0, -(zone.length + 1)),
        zoneName: zone,
        resourceGroupName: found.resourceGroupName,
        ttl: first.ttl,
      };
      this.records(
        key,
        first.type,
        set,
        [first, ...others].map(({ value }) => value),
      );
    }
  }

  private records(id: string, type: DnsRecord["type"], set: RecordSet, values: readonly string[]): void {
    switch (type) {
      case "A":
        new DnsARecord(this, id, { ...set, records: [...values] });
        return;
      case "CAA":
        new DnsCaaRecord(this, id, { ...set, record: values.map(caa) });
        return;
      case "CNAME":
        // A name has one such record and no other.
        new DnsCnameRecord(this, id, { ...set, record: values.flatMap(fields).join(" ") });
        return;
      case "MX":
        new DnsMxRecord(this, id, { ...set, record: values.map(mx) });
        return;
      case "SRV":
        new DnsSrvRecord(this, id, { ...set, record: values.map(srv) });
        return;
      case "TLSA":
        throw new Error("this provider's version has no TLSA records: whoever keeps the zone is handed them");
      case "TXT":
        new DnsTxtRecord(this, id, { ...set, record: values.map((value) => ({ value: unquoted(joined(value)) })) });
        return;
    }
  }
}

/** Azure cuts texts into strings itself. */
const joined = (value: string): string => value.replaceAll('" "', "");

/** Azure quotes texts itself. */
const unquoted = (value: string): string => value.replace(/^"([^"]*)"$/, "$1");

/** The blank-separated fields of a value; Azure wants names without the dot that ends them in a zone file, but for the root's own name. */
const fields = (value: string): readonly string[] =>
  value.split(" ").map((field) => unquoted(field).replace(/(?<=.)\.$/, ""));

function mx(value: string): { readonly preference: string; readonly exchange: string } {
  const [preference = "", exchange = ""] = fields(value);
  return { preference, exchange };
}

function srv(value: string) {
  const [priority = "", weight = "", port = "", target = ""] = fields(value);
  return { priority: Number(priority), weight: Number(weight), port: Number(port), target };
}

function caa(value: string) {
  const [flags = "", tag = "", ...rest] = value.split(" ");
  return { flags: Number(flags), tag, value: unquoted(rest.join(" ")) };
}
