import { ElasticAddresses } from "../../../../constructs/infrastructure/aws/elastic-addresses";
import { HostedZone } from "../../../../constructs/infrastructure/aws/hosted-zone";
import { PublicEntry } from "../../../../constructs/infrastructure/public-entry";
import type { DnsRecord } from "../../../../constructs/infrastructure/dns/dns-record";
import { synthAws, zones } from "./fixture";

const entry = synthAws((stack) => {
  const publicAddress = new ElasticAddresses(stack, "addresses", { name: "zuid-fra", zones });
  new PublicEntry(stack, "entry", { publicAddress, gateway: "envoy", ports: [25, 443], dependsOn: [] });
});

test("the entry has an address in every zone, which no plan destroys", () => {
  expect(entry.all("aws_eip")).toHaveLength(3);
  for (const address of entry.all("aws_eip")) expect(address).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("a network load balancer takes all of them and passes packets on", () => {
  const { metadata, spec } = entry.only("kubernetes_service_v1");
  expect(metadata).toMatchObject({
    annotations: {
      "service.beta.kubernetes.io/aws-load-balancer-type": "nlb",
      "service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled": "true",
      "service.beta.kubernetes.io/aws-load-balancer-eip-allocations": expect.stringMatching(
        /^\$\{join\(",", \[(?:aws_eip\.\S+\.allocation_id(?:, )?){3}\]\)\}$/,
      ),
    },
  });
  expect(spec).toMatchObject({ type: "LoadBalancer", external_traffic_policy: "Local" });
  expect(spec).not.toHaveProperty("load_balancer_ip");
});

const record = (name: string, type: DnsRecord["type"], value: string): DnsRecord => ({ name, type, ttl: 60, value });

const zone = synthAws((stack) => {
  new HostedZone(stack, "zone", {
    zone: "example.eu",
    records: [
      record("mail.example.eu", "A", "192.0.2.1"),
      record("mail.example.eu", "A", "192.0.2.2"),
      record("mail.example.eu", "A", "192.0.2.3"),
      record("example.eu", "MX", "10 mail.example.eu."),
      record("example.eu", "TXT", '"v=spf1 ip4:192.0.2.9 -all"'),
      record("s1._domainkey.example.eu", "TXT", '"v=DKIM1; k=rsa; p=first" "rest"'),
      record("_imaps._tcp.example.eu", "SRV", "0 1 993 mail.example.eu."),
      record("example.eu", "CAA", '0 issue "letsencrypt.org"'),
      record("example.eu", "CAA", '0 issuewild ";"'),
    ],
  });
});

const set = (name: string, type: string) =>
  zone.all("aws_route53_record").find((one) => one["name"] === name && one["type"] === type);

test("all values of a name and type are one set of records", () => {
  expect(set("mail.example.eu", "A")).toMatchObject({ records: ["192.0.2.1", "192.0.2.2", "192.0.2.3"], ttl: 60 });
  expect(set("example.eu", "CAA")).toMatchObject({ records: ['0 issue "letsencrypt.org"', '0 issuewild ";"'] });
  expect(zone.all("aws_route53_record")).toHaveLength(6);
});

test("texts stand without the quotes that the provider adds", () => {
  expect(set("example.eu", "TXT")).toMatchObject({ records: ["v=spf1 ip4:192.0.2.9 -all"] });
  // Two strings stay two: the quotes between them are the record's own.
  expect(set("s1._domainkey.example.eu", "TXT")).toMatchObject({ records: ['v=DKIM1; k=rsa; p=first" "rest'] });
});

test("the zone itself is found, not made", () => {
  expect(zone.all("aws_route53_zone")).toEqual([]);
  expect(Object.values(zone.data["aws_route53_zone"] ?? {})).toEqual([
    expect.objectContaining({ name: "example.eu", private_zone: false }),
  ]);
});
