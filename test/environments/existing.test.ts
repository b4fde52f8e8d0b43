import { defineEnvironment, Refusal, s3, warmStandby, type EnvironmentFacts } from "bestek";
import sample from "../../environments/noveu-eigen";
import { otherCluster } from "../planning/sample-environments";

const { facts } = sample;
const { site } = facts;
if (site.kind !== "existing") throw new Error("the sample stands on a cluster of its own");

const refusalOf = (changes: Readonly<Record<string, unknown>>): string => {
  try {
    const wrong: EnvironmentFacts = { ...facts, ...changes };
    defineEnvironment(wrong);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "";
};

const place = (name: string, failureDomain: string, objectLock = true) =>
  s3({ name, host: `s3.${name}.example.eu`, country: "NL", failureDomain, objectLock });

const standbyAt = (changes: Readonly<Record<string, unknown>>) => ({
  ...warmStandby({ site: otherCluster, archive: place("third", "third") }),
  site: { ...otherCluster, seal: site.seal, ...changes },
});

test("a standby on another cluster in another building is read", () => {
  expect(refusalOf({ recovery: standbyAt({}) })).toBe("");
});

test.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
  [
    "a zone at a cloud that is none",
    { dns: { kind: "provider-zone", zone: "example.eu" } },
    '✖ dns.kind: "provider-zone" needs the zone at the site\'s cloud, and a cluster of your own has none\n  → use { kind: "customer" }',
  ],
  [
    "pods and services at the nodes' addresses",
    { site: { ...site, serviceNetwork: "10.60.0.0/24" } },
    '✖ site.serviceNetwork: "10.60.0.0/24" overlaps site.network (10.60.0.0/20)',
  ],
  [
    "no object storage at all",
    { site: { ...site, objects: undefined } },
    "✖ site.objects: is missing, and no cloud stands behind this cluster",
  ],
  [
    "backups that anyone with keys can remove",
    { recovery: { ...facts.recovery, offsite: place("depot", "depot", false) } },
    '✖ recovery.offsite: "depot" does not lock objects',
  ],
  [
    "backups in the same cellar",
    { recovery: { ...facts.recovery, offsite: place("depot", "cellar") } },
    '✖ recovery.offsite: "depot" stands in NL, a site that it covers',
  ],
  [
    "two storages of one name",
    { recovery: { ...facts.recovery, offsite: place("cellar-rgw", "depot") } },
    '✖ recovery.offsite.name: "cellar-rgw" is the name of s3.cellar.rivieroever.example.eu too (site.objects)',
  ],
  [
    "a standby that is the primary under another name",
    { recovery: standbyAt({ cluster: site.cluster }) },
    `✖ recovery.site.cluster: "${site.cluster}" is the cluster of site itself`,
  ],
  [
    "a standby in the same building",
    { recovery: standbyAt({ failureDomain: "cellar" }) },
    '✖ recovery.site.failureDomain: "cellar" shares its failure domain with NL',
  ],
  [
    "a standby that can't open the primary's secrets",
    { recovery: standbyAt({ seal: { kind: "static", keyId: "other" } }) },
    '✖ recovery.site.seal.keyId: "other" is another key than site.seal.keyId',
  ],
  [
    "a tier that survives a zone on two zones",
    { site: { ...site, zones: ["a", "b"] }, recovery: standbyAt({}) },
    '✖ site.zones: ["a","b"] has 2 zones, but warm-standby promises to survive the loss of one\n  → spread the nodes over three zones',
  ],
  ["an address with a mask", { site: { ...site, egress: ["203.0.113.4/32"] } }, "is not an IPv4 address"],
  [
    "volumes that nobody encrypts",
    { site: { ...site, storageClass: { ...site.storageClass, encrypted: false } } },
    "is not one of the choices",
  ],
])("refused: %s", (_, changes, refusal) => {
  expect(refusalOf(changes)).toContain(refusal);
});
