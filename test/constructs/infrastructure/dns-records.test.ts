import { caaIdentity } from "../../../constructs/infrastructure/dns/certificate-authority";
import { zoneFile, type DnsRecord } from "../../../constructs/infrastructure/dns/dns-record";
import { dnsRecords, type DnsRecordsProps } from "../../../constructs/infrastructure/dns/dns-records";
import { platformRecords, tenantRecords } from "../../../constructs/infrastructure/dns/shared-records";
import { DnsZone } from "../../../constructs/infrastructure/ovh/dns-zone";
import { synth } from "./synth";

const web = { kind: "https", workload: "web", port: "http", access: "service-decides" } as const;
const port = (label: string, publicPort: number) =>
  ({ kind: "tcp", label, publicPort, workload: "server", port: "p" }) as const;

const records = (changes: Partial<DnsRecordsProps> = {}) =>
  dnsRecords({
    domain: "zuid.example.eu",
    exposures: [{ ...web, label: "files" }, { ...web, label: "mail" }, port("mail", 25), port("mail", 993)],
    labels: ["secrets"],
    addresses: ["192.0.2.1"],
    senders: "ip4:192.0.2.9",
    contact: "platform@example.eu",
    directory: "https://acme-v02.api.letsencrypt.org/directory",
    ...changes,
  });

const of = (type: string, list = records()) => list.filter((record) => record.type === type);

test("every label has one address, and it can move within a minute", () => {
  expect(of("A").map(({ name, ttl, value }) => [name, ttl, value])).toEqual([
    ["files.zuid.example.eu", 60, "192.0.2.1"],
    ["mail.zuid.example.eu", 60, "192.0.2.1"],
    ["secrets.zuid.example.eu", 60, "192.0.2.1"],
  ]);
});

test("a name that a network delivers leads there, and the gateway has another from which it fetches", () => {
  const carried = records({ carried: { files: { host: "zuid.b-cdn.net", origin: "files-origin" } } });
  expect(of("CNAME", carried).map(({ name, ttl, value }) => [name, ttl, value])).toEqual([
    ["files.zuid.example.eu", 3600, "zuid.b-cdn.net."],
  ]);
  expect(of("A", carried).map(({ name }) => name)).toEqual([
    "files-origin.zuid.example.eu",
    "mail.zuid.example.eu",
    "secrets.zuid.example.eu",
  ]);
  expect(of("CNAME")).toEqual([]);
});

test("mail goes to whoever listens on port 25", () => {
  expect(of("MX").map(({ name, value }) => [name, value])).toEqual([["zuid.example.eu", "10 mail.zuid.example.eu."]]);
});

test("only the platform's own addresses send mail", () => {
  expect(of("TXT").map(({ value }) => value)).toContain('"v=spf1 ip4:192.0.2.9 -all"');
});

test("mail that pretends to be from the domain is reported", () => {
  expect(of("TXT").find(({ name }) => name === "_dmarc.zuid.example.eu")?.value).toContain(
    "rua=mailto:platform@example.eu",
  );
});

test("clients find a protocol by its port", () => {
  expect(of("SRV").map(({ name, value }) => [name, value])).toEqual([
    ["_imaps._tcp.zuid.example.eu", "0 1 993 mail.zuid.example.eu."],
  ]);
});

test("clients find calendars, contacts and mail over the web by name", () => {
  const calendars = records({
    exposures: [{ ...web, label: "mail", lookedUpAs: ["caldavs", "jmap"] }, port("mail", 25)],
  });
  expect(of("SRV", calendars).map(({ name, value }) => [name, value])).toEqual([
    ["_caldavs._tcp.zuid.example.eu", "0 1 443 mail.zuid.example.eu."],
    ["_jmap._tcp.zuid.example.eu", "0 1 443 mail.zuid.example.eu."],
  ]);
});

const policy = { ...web, label: "mta-sts" };
const policyId = (list: readonly DnsRecord[]) =>
  /id=([a-f0-9]+)/.exec(of("TXT", list).find(({ name }) => name.startsWith("_mta-sts."))?.value ?? "")?.[1];

test("where a policy of delivery is published, other servers are told of it and whom to tell of failures", () => {
  const strict = records({ exposures: [policy, port("mail", 25)] });
  expect(policyId(strict)).toMatch(/^[a-f0-9]{16}$/);
  expect(of("TXT", strict).find(({ name }) => name === "_smtp._tls.zuid.example.eu")?.value).toBe(
    '"v=TLSRPTv1; rua=mailto:platform@example.eu"',
  );
  expect(policyId(records())).toBeUndefined();
});

test("the policy's id changes with who receives mail, and with nothing else", () => {
  const id = policyId(records({ exposures: [policy, port("mail", 25)] }));
  expect(policyId(records({ exposures: [policy, port("mail", 25)], addresses: ["192.0.2.7"] }))).toBe(id);
  expect(policyId(records({ exposures: [policy, port("post", 25)] }))).not.toBe(id);
});

test("without a mail server there is no record about mail", () => {
  const silent = records({ exposures: [{ ...web, label: "files" }] });
  expect(silent.map(({ type }) => type).filter((type) => ["MX", "TXT", "SRV"].includes(type))).toEqual([]);
});

test("only the authority in use may issue, and no wildcard", () => {
  expect(of("CAA").map(({ value }) => value)).toEqual([
    '0 iodef "mailto:platform@example.eu"',
    '0 issue "letsencrypt.org"',
    '0 issuewild ";"',
  ]);
});

test.each([
  ["https://acme-v02.api.letsencrypt.org/directory", "letsencrypt.org"],
  ["https://acme-api.actalis.com/acme/directory", "actalis.it"],
  ["https://acme.notletsencrypt.org/directory", undefined],
  ["https://pki.example.eu/acme", undefined],
])("%s calls itself %s", (directory, identity) => {
  expect(caaIdentity(directory)).toBe(identity);
});

test("an authority that is not known gets no record, because a wrong one would stop every renewal", () => {
  expect(of("CAA", records({ directory: "https://pki.example.eu/acme" }))).toEqual([]);
});

test("a zone's keeper can paste the records", () => {
  const [first, ...others] = zoneFile(records()).trimEnd().split("\n");
  expect(first).toBe("_dmarc.zuid.example.eu. 3600 IN TXT " + (of("TXT")[0]?.value ?? ""));
  expect(others).toContain("files.zuid.example.eu. 60 IN A 192.0.2.1");
});

test("a zone at OVHcloud gets names below itself", () => {
  const zone = synth((stack) => {
    new DnsZone(stack, "zone", { zone: "example.eu", records: records(), signed: true });
  });
  const written = zone.all("ovh_domain_zone_record");
  expect(written).toHaveLength(records().length);
  expect(written).toContainEqual({
    zone: "example.eu",
    subdomain: "files.zuid",
    fieldtype: "A",
    target: "192.0.2.1",
    ttl: 60,
  });
  expect(zone.only("ovh_domain_zone_dnssec")).toEqual({ zone_name: "example.eu" });
});

test("a record of the zone itself has an empty name", () => {
  const zone = synth((stack) => {
    const apex = { name: "example.eu", type: "MX", ttl: 3600, value: "10 mail.example.eu." } as const;
    new DnsZone(stack, "zone", { zone: "example.eu", records: [apex], signed: false });
  });
  expect(zone.only("ovh_domain_zone_record")).toMatchObject({ subdomain: "" });
  expect(zone.all("ovh_domain_zone_dnssec")).toEqual([]);
});

describe("of a tenant", () => {
  const byName = (label: string, publicPort: number) =>
    ({ ...port(label, publicPort), sharing: { kind: "server-name" } }) as const;
  const list = tenantRecords({
    domain: "alba.example.eu",
    exposures: [
      { ...web, label: "mail" },
      { ...port("mail", 25), sharing: { kind: "relay", service: "exchange" } },
      byName("mail", 465),
      byName("mail", 993),
      { ...port("mail", 4190), sharing: { kind: "closed", instead: "nothing" } },
    ],
    platform: "cloud.example.eu",
    entry: "entry.cloud.example.eu",
    lookedUp: (label) => `alba.${label}.cloud.example.eu`,
    exchanger: "mx.cloud.example.eu",
    contact: "platform@cloud.example.eu",
    directory: "https://acme-v02.api.letsencrypt.org/directory",
  });

  test("clients find what tenants share by name, and no port that is closed to them", () => {
    expect(of("SRV", [...list]).map(({ name, value }) => [name, value])).toEqual([
      ["_imaps._tcp.alba.example.eu", "0 1 993 alba.mail.cloud.example.eu."],
      ["_submissions._tcp.alba.example.eu", "0 1 465 alba.mail.cloud.example.eu."],
    ]);
  });

  test("no look-up leads to an alias", () => {
    const aliases = of("CNAME", [...list]).map(({ name }) => `${name}.`);
    expect(aliases).toContain("mail.alba.example.eu.");
    const targets = of("SRV", [...list]).map(({ value }) => value.split(" ").at(-1) ?? "");
    expect(targets.filter((target) => aliases.includes(target))).toEqual([]);
  });

  test("what it leads to has the platform's addresses, which a failover changes in one place for all", () => {
    const platform = platformRecords({
      domain: "cloud.example.eu",
      labels: ["entry", "*.mail"],
      addresses: ["192.0.2.1"],
      senders: "ip4:192.0.2.9",
      contact: "platform@cloud.example.eu",
      directory: "https://acme-v02.api.letsencrypt.org/directory",
    });
    expect(of("A", [...platform])).toContainEqual({
      name: "*.mail.cloud.example.eu",
      type: "A",
      ttl: 60,
      value: "192.0.2.1",
    });
  });
});
