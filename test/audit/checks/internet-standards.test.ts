import { internetStandards } from "../../../audit/checks/internet-standards";
import type { Json } from "../../../audit/facts/json";
import { inStack, withObject, type Edit } from "../fixture/output";
import { factsAfter } from "../fixture/facts-after";
import { site } from "../fixture/good-plan";
import { judges, type Row } from "../fixture/verdict-table";

const stack = "proef-dns";
const zone = (...lines: readonly string[]): Edit =>
  inStack(stack, [], { output: { zone_file: { value: lines.map((line) => `${line}\n`).join("") } } });

const mx = "proef.example.eu. 3600 IN MX 10 mail.proef.example.eu.";
const text = (name: string, value: string): string => `${name}proef.example.eu. 3600 IN TXT "${value}"`;
const spf = text("", "v=spf1 ip4:192.0.2.1 -all");
const dmarc = text("_dmarc.", "v=DMARC1; p=quarantine");
const sts = text("_mta-sts.", "v=STSv1; id=0123456789abcdef");
const reports = text("_smtp._tls.", "v=TLSRPTv1; rua=mailto:platform@example.eu");
const key = text("stalwart._domainkey.", "v=DKIM1; k=ed25519; p=x");
const six = "mail.proef.example.eu. 60 IN AAAA 2001:db8::1";
const all = [mx, spf, dmarc, sts, reports, key, six] as const;

const answer = (inline: string): Edit =>
  withObject(`${site}/foundation/security-txt`, {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "HTTPRouteFilter",
    metadata: { name: "security-txt", namespace: "gateway" },
    spec: { directResponse: { contentType: "text/plain; charset=utf-8", body: { type: "Inline", inline } } },
  });
/** The same at Kong. */
const kongAnswer = (body: string): Edit =>
  withObject(`${site}/foundation/security-txt`, {
    apiVersion: "configuration.konghq.com/v1",
    kind: "KongPlugin",
    metadata: { name: "security-txt", namespace: "gateway" },
    plugin: "request-termination",
    config: { content_type: "text/plain; charset=utf-8", body },
  });
const whom = "Contact: mailto:security@proef.example.eu\nExpires: 2027-10-31T23:59:59Z\n";

const both =
  (one: Edit, other: Edit): Edit =>
  (output) =>
    other(one(output));
const without = (line: string): Edit => both(zone(...all.filter((each) => each !== line)), answer(whom));

const replacing = (line: string, other: string): Edit =>
  both(zone(...all.map((each) => (each === line ? other : each))), answer(whom));

const bad = (name: string, edit: Edit, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object: `${stack}:output.zone_file`,
  says,
});
const unmet = (name: string, edit: Edit, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "undecided",
  object: `${stack}:output.zone_file`,
  says,
});

judges(internetStandards, [
  bad("nobody said who sends", without(spf), "SPF"),
  bad("nobody said what becomes of forgeries", without(dmarc), "DMARC"),
  bad("forgeries are let through", replacing(dmarc, text("_dmarc.", "v=DMARC1; p=none")), "DMARC"),
  bad("delivery in the clear", without(sts), "MTA-STS"),
  bad("a policy without an id", replacing(sts, text("_mta-sts.", "v=STSv1;")), "MTA-STS"),
  bad("failures told to nobody", without(reports), "TLS reporting"),
  unmet("no address of version 6", without(six), "AAAA"),
  unmet("a server elsewhere, whose key nobody is told", both(zone(...all), answer(whom)), "DANE"),
  unmet("no signing key", without(key), "DKIM"),
  unmet("nobody to tell", zone(...all), "security.txt"),
  {
    name: "a contact that never expires",
    edit: both(zone(...all), answer("Contact: mailto:security@proef.example.eu\n")),
    outcome: "fail",
    object: `${site}/gateway/HTTPRouteFilter/security-txt`,
    says: ["Expires", "RFC 9116"],
  },
  {
    name: "no contact at Kong",
    edit: both(zone(...all), kongAnswer("Expires: 2027-10-31T23:59:59Z\n")),
    outcome: "fail",
    object: `${site}/gateway/KongPlugin/security-txt`,
    says: ["config.body", "Contact", "RFC 9116"],
  },
]);

test("everything else that is measured", () => {
  const verdicts = internetStandards.judge(factsAfter(both(zone(...all), answer(whom))));
  const open = verdicts.flatMap((verdict) => (verdict.outcome === "pass" ? [] : [verdict.message]));
  expect(open).toEqual([expect.stringContaining("TLSA _25._tcp.mail.proef.example.eu: is missing")]);
  expect(verdicts.length).toBeGreaterThan(1);
});

const records: readonly (readonly [cloud: string, resource: Json])[] = [
  [
    "OVHcloud",
    {
      ovh_domain_zone_record: {
        r: { zone: "example.eu", subdomain: "proef", fieldtype: "MX", target: "10 mail.proef.example.eu." },
      },
    },
  ],
  [
    "AWS",
    { aws_route53_record: { r: { name: "proef.example.eu", type: "MX", records: ["10 mail.proef.example.eu."] } } },
  ],
  [
    "Azure",
    {
      azurerm_dns_mx_record: {
        r: { name: "proef", zone_name: "example.eu", record: [{ preference: "10", exchange: "mail" }] },
      },
    },
  ],
];

test.each(records)("a domain that receives mail is seen in a zone at %s", (_, resource) => {
  const verdicts = internetStandards.judge(factsAfter(inStack(stack, [], { resource })));
  expect(verdicts.filter(({ outcome }) => outcome === "fail")).toHaveLength(4);
});

test("a domain that receives no mail owes nothing", () => {
  const facts = factsAfter(zone("proef.example.eu. 3600 IN MX 0 ."));
  expect(internetStandards.applies?.(facts)).toBe(false);
});

test("nor does one in a zone at Azure, whose fields have words of their own", () => {
  const r = { name: "proef", zone_name: "example.eu", record: [{ preference: "0", exchange: "." }] };
  const facts = factsAfter(inStack(stack, [], { resource: { azurerm_dns_mx_record: { r } } }));
  expect(internetStandards.applies?.(facts)).toBe(false);
});
