import { internetStandards } from "../../../audit/checks/internet-standards";
import { pinsOf } from "../../../audit/checks/internet-standards/pins";
import type { Facts } from "../../../audit";
import type { JsonPath } from "../../../audit/facts/json";
import noord from "../../../environments/noveu-noord";
import west from "../../../environments/noveu-west";
import { inBlock, inManifest, realFacts, together, type Sabotage } from "../recovery/real-output";

const facts = realFacts();
const trust = "noveu-zuid-trust";
const record = (key: string): string => `${trust}:ovh_domain_zone_record.zone_TLSA-_25_tcpmailzuidexampleeu-${key}`;
const key = (name: string): string => `${trust}:vault_transit_secret_backend_key.certificate-key-mail-${name}`;
const hash = `${trust}:vault_generic_endpoint.certificate-key-mail-k1-hash`;
const place = "eu-west-par/mail";
const certificate = `${place}/Certificate/certificate-k1`;
const secret = `${place}/ExternalSecret/certificate-k1`;
const generator = `${place}/VaultDynamicSecret/certificate-k1`;
const server = `${place}/StatefulSet/mail-stalwart`;

const said =
  (outcome: "fail" | "undecided") =>
  (judged: Facts): readonly string[] =>
    internetStandards.judge(judged).flatMap((verdict) => (verdict.outcome === outcome ? [verdict.message] : []));

const failures = said("fail");
const undecided = said("undecided");

/** Takes a block away. */
const without =
  (id: string): Sabotage =>
  (judged) => {
    const left = Object.entries(judged.terraform).filter(([each]) => !each.startsWith(id));
    if (left.length === Object.keys(judged.terraform).length) throw new Error(`no block ${id}`);
    return { ...judged, terraform: Object.fromEntries(left) };
  };

const noRecords = together(without(record("k1")), without(record("k2")));

/** The key comes with the service itself. */
const inTheSameRelease: Sabotage = (judged) => {
  const [brings, shows] = [judged.kubernetes[secret], judged.kubernetes[certificate]];
  if (brings === undefined || shows === undefined) throw new Error("there is no key and no certificate");
  return { ...judged, kubernetes: { ...judged.kubernetes, [secret]: { ...brings, release: shows.release } } };
};

/** A second object that writes into the Secret. */
const broughtTwice: Sabotage = (judged) => {
  const brings = judged.kubernetes[secret];
  if (brings === undefined) throw new Error("there is no key");
  return { ...judged, kubernetes: { ...judged.kubernetes, [`${secret}-again`]: { ...brings, name: "again" } } };
};

const privateKey: JsonPath = ["spec", "privateKey"];

test("other servers are told of two keys, and the certificate is over one of them, at both sites", () => {
  expect(failures(facts)).toEqual([]);
  expect(undecided(facts).filter((message) => message.includes("DANE"))).toEqual([]);
  const about = internetStandards.judge(facts).filter(({ object }) => object.includes("zone_TLSA"));
  expect(about.map(({ outcome }) => outcome)).toEqual(["pass"]);
});

test.each<readonly [string, Sabotage, string]>([
  ["no record", noRecords, "is missing: other servers are not told"],
  [
    "records of another port",
    together(
      inBlock(record("k1"), ["subdomain"], "_465._tcp.mail.zuid"),
      inBlock(record("k2"), ["subdomain"], "_465._tcp.mail.zuid"),
    ),
    "is missing: other servers are not told",
  ],
  [
    "records of another type",
    together(...["k1", "k2"].map((each) => inBlock(record(each), ["fieldtype"], "TXT"))),
    "is missing",
  ],
  ["one key alone", without(record("k2")), "tells of no second key"],
  [
    "the same key twice",
    inBlock(record("k2"), ["target"], '3 1 1 ${vault_generic_endpoint.certificate-key-mail-k1-hash.write_data["sum"]}'),
    "tells of no second key",
  ],
  [
    "an authority's key",
    inBlock(record("k1"), ["target"], '2 1 1 ${vault_generic_endpoint.certificate-key-mail-k1-hash.write_data["sum"]}'),
    "is not the SHA-256 of the server's own key",
  ],
  [
    "a whole certificate",
    inBlock(record("k1"), ["target"], '3 0 1 ${vault_generic_endpoint.certificate-key-mail-k1-hash.write_data["sum"]}'),
    "is not the SHA-256 of the server's own key",
  ],
  [
    "a hash that somebody wrote",
    inBlock(record("k1"), ["target"], `3 1 1 ${"0".repeat(64)}`),
    "is not the hash of one key",
  ],
  ["a hash of another kind", inBlock(hash, ["path"], "sys/tools/hash/sha2-512"), "is not the hash of one key"],
  ["a hash that is not kept", inBlock(hash, ["write_fields"], []), "is not the hash of one key"],
  [
    "a hash of the text with its armour",
    inBlock(
      hash,
      ["data_json"],
      '${jsonencode({"input" = vault_transit_secret_backend_key.certificate-key-mail-k1.keys[0]["public_key"], "format" = "hex"})}',
    ),
    "is not the hash of one key",
  ],
  ["a key that nobody makes", without(key("k1")), "is not the hash of one key"],
  ["a key that may not leave", inBlock(key("k1"), ["exportable"], false), "is no key of P-256 that may leave"],
  ["a key of another kind", inBlock(key("k1"), ["type"], "ed25519"), "is no key of P-256 that may leave"],
  ["a key of another name", inBlock(key("k1"), ["name"], "noveu-zuid.mail.k9"), "is not brought the private half"],
  [
    "a private half of another key",
    inManifest(generator, ["spec", "path"], "dkim/export/signing-key/noveu-zuid.s1/1"),
    "is not brought the private half",
  ],
  ["a generator that is not there", inManifest(generator, [], undefined), "is not brought the private half"],
  ["a key that nothing brings", inManifest(secret, [], undefined), "is not brought the private half"],
  ["a key that two bring", broughtTwice, "is not brought the private half"],
  [
    "a key brought into another Secret",
    inManifest(secret, ["spec", "target", "name"], "certificate"),
    "is not brought the private half",
  ],
  [
    "a Secret that holds something else",
    inManifest(secret, ["spec", "target", "template", "data", "tls.key"], "{{ .name }}"),
    "is not brought the private half",
  ],
  [
    "a Secret that is the key's alone",
    inManifest(secret, ["spec", "target", "creationPolicy"], "Owner"),
    "takes the certificate out of the Secret",
  ],
  [
    "a key that is brought once and never put right",
    inManifest(secret, ["spec", "refreshPolicy"], "CreatedOnce"),
    "leaves another key in it for ever",
  ],
  ["a key that comes with the certificate", inTheSameRelease, "comes in the same stack as the certificate"],
  [
    "a new key with every renewal",
    inManifest(certificate, [...privateKey, "rotationPolicy"], "Always"),
    "lets a renewal bring a key",
  ],
  [
    "no word on renewals",
    inManifest(certificate, [...privateKey, "rotationPolicy"], undefined),
    "lets a renewal bring a key",
  ],
  [
    "a certificate over another kind",
    inManifest(certificate, [...privateKey, "algorithm"], "RSA"),
    "asks for another kind of key",
  ],
  [
    "pods that do not wait for the certificate",
    inManifest(server, ["spec", "template", "spec", "volumes", 1, "secret", "items"], undefined),
    "lets the server start as soon as the key is there",
  ],
  [
    "a server that nobody asks whether it has read a renewed certificate",
    inManifest(server, ["spec", "template", "spec", "containers", 0, "livenessProbe", "exec", "command"], ["true"]),
    "it would go on to show the old one",
  ],
  [
    "a certificate in another Secret than the pods have",
    together(
      inManifest(certificate, ["spec", "secretName"], "certificate"),
      inManifest(certificate.replace("west-par", "south-mil"), ["spec", "secretName"], "certificate"),
    ),
    "no mail server of these files shows a certificate",
  ],
  [
    "a certificate for another name",
    together(
      inManifest(certificate, ["spec", "dnsNames"], ["imap.zuid.example.eu"]),
      inManifest(certificate.replace("west-par", "south-mil"), ["spec", "dnsNames"], ["imap.zuid.example.eu"]),
    ),
    "no mail server of these files shows a certificate",
  ],
])("%s: caught", (_, sabotage, says) => {
  const found = failures(sabotage(facts));
  expect(found).not.toEqual([]);
  expect(found.join("\n")).toContain(says);
});

test("a zone that nobody signs is said, and not held against the records", () => {
  const unsigned = without("noveu-zuid-dns:ovh_domain_zone_dnssec.zone_dnssec")(facts);
  expect(failures(unsigned)).toEqual([]);
  expect(undecided(unsigned).join("\n")).toContain("is one of 2 names that lie in zones that no stack signs");
});

test("so is a zone that signs another name", () => {
  const other = inBlock("noveu-zuid-dns:ovh_domain_zone_dnssec.zone_dnssec", ["zone_name"], "ample.eu")(facts);
  expect(undecided(other).join("\n")).toContain("zones that no stack signs");
});

test.each([
  ["handed over, for all tenants at once", west],
  ["handed over beside a zone that can't hold them", noord],
])("records are seen %s", (_, environment) => {
  const judged = realFacts(environment);
  expect(failures(judged)).toEqual([]);
  const about = undecided(judged).filter((message) => message.includes("DANE"));
  expect(about).toEqual([expect.stringContaining("zones that no stack signs")]);
});

test("a cloud that keeps all values of a name in one record tells of as many keys", () => {
  const value = JSON.stringify(
    ["k1", "k2"].map((each) => `3 1 1 \${vault_generic_endpoint.certificate-key-mail-${each}-hash.write_data["sum"]}`),
  );
  const found = pinsOf(facts, {
    object: "set",
    stack: trust,
    type: "TLSA",
    name: "_25._tcp.mail.zuid.example.eu",
    value,
  });
  expect(found.map((pin) => (pin.kind === "key" ? pin.path : pin.failures))).toEqual(
    ["k1", "k2"].map((each) => `certificate-keys/export/signing-key/noveu-zuid.mail.${each}/1`),
  );
});
