import type { DnsRecord } from "../../../../constructs/infrastructure/dns/dns-record";
import { DnsZone } from "../../../../constructs/infrastructure/azure/dns-zone";
import { synth } from "../synth";

const record = (name: string, type: DnsRecord["type"], value: string): DnsRecord => ({ name, type, ttl: 60, value });

const made = synth((stack) => {
  new DnsZone(stack, "zone", {
    zone: "example.eu",
    records: [
      record("mail.noord.example.eu", "A", "192.0.2.1"),
      record("mail.noord.example.eu", "A", "192.0.2.2"),
      record("example.eu", "CAA", '0 issue "letsencrypt.org"'),
      record("example.eu", "CAA", '0 issuewild ";"'),
      record("www.noord.example.eu", "CNAME", "entry.noord.example.eu."),
      record("noord.example.eu", "MX", "10 mail.noord.example.eu."),
      record("_imaps._tcp.noord.example.eu", "SRV", "0 1 993 mail.noord.example.eu."),
      record("noord.example.eu", "TXT", '"v=spf1 ip4:192.0.2.1 -all"'),
    ],
  });
});

test("records of one name and type are one set, named below the zone", () => {
  expect(made.only("azurerm_dns_a_record")).toMatchObject({
    name: "mail.noord",
    zone_name: "example.eu",
    ttl: 60,
    records: ["192.0.2.1", "192.0.2.2"],
  });
});

test("records of the zone itself stand at its top, and values lose what only a zone file needs", () => {
  expect(made.only("azurerm_dns_caa_record")).toMatchObject({
    name: "@",
    record: [
      { flags: 0, tag: "issue", value: "letsencrypt.org" },
      { flags: 0, tag: "issuewild", value: ";" },
    ],
  });
  expect(made.only("azurerm_dns_cname_record")).toMatchObject({
    name: "www.noord",
    record: "entry.noord.example.eu",
  });
  expect(made.only("azurerm_dns_mx_record")).toMatchObject({
    record: [{ preference: "10", exchange: "mail.noord.example.eu" }],
  });
  expect(made.only("azurerm_dns_srv_record")).toMatchObject({
    record: [{ priority: 0, weight: 1, port: 993, target: "mail.noord.example.eu" }],
  });
  expect(made.only("azurerm_dns_txt_record")).toMatchObject({ record: [{ value: "v=spf1 ip4:192.0.2.1 -all" }] });
});

test("the zone is looked up and never made: it is delegated with the domain", () => {
  expect(made.all("azurerm_dns_zone")).toEqual([]);
  expect(Object.values(made.data["azurerm_dns_zone"] ?? {})).toEqual([expect.objectContaining({ name: "example.eu" })]);
});

test("a name that takes no mail says so with the root's name, which keeps its dot", () => {
  const zone = synth((stack) => {
    new DnsZone(stack, "zone", { zone: "example.eu", records: [record("noord.example.eu", "MX", "0 .")] });
  });
  expect(zone.only("azurerm_dns_mx_record")).toMatchObject({ record: [{ preference: "0", exchange: "." }] });
});

test("a text of several strings is one value, which Azure cuts itself", () => {
  const zone = synth((stack) => {
    const long = record("s1._domainkey.noord.example.eu", "TXT", '"v=DKIM1; k=rsa; p=first" "rest"');
    new DnsZone(stack, "zone", { zone: "example.eu", records: [long] });
  });
  expect(zone.only("azurerm_dns_txt_record")).toMatchObject({ record: [{ value: "v=DKIM1; k=rsa; p=firstrest" }] });
});
