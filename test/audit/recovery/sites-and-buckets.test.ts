import { recoveryBuckets } from "../../../audit/checks/recovery/buckets";
import { recoverySites } from "../../../audit/checks/recovery/sites";
import { complaints, inBlock, inManifest, realFacts, type Sabotage } from "./real-output";

const facts = realFacts();
const par = "noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage";
const mil = "noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage";
const mail = `${par}.site_store-noveu-zuid-mail-eu-west-par`;
const twin = `${mil}.site_store-noveu-zuid-mail-eu-south-mil`;
const archive = `${mil}.site_store-noveu-zuid-archive-eu-west-par`;
const copy = `${mil}.site_store-noveu-zuid-locked-eu-west-par`;
const expiry = `${par}_object_bucket_lifecycle_configuration.site_store-noveu-zuid-mail-eu-west-par`;

const coldExpiry = `${mil}_object_bucket_lifecycle_configuration.site_store-noveu-zuid-locked-eu-south-mil`;

test("what is synthesized passes", () => {
  expect(complaints(recoveryBuckets, facts)).toEqual([]);
  expect(complaints(recoverySites, facts)).toEqual([]);
  expect(recoveryBuckets.judge(facts)).toHaveLength(20);
});

const ofBuckets: readonly (readonly [name: string, sabotage: Sabotage, says: string])[] = [
  ["versions are off at the source", inBlock(mail, ["versioning", "status"], "suspended"), "versioning: is off"],
  ["versions are off at the copy", inBlock(twin, ["versioning"], undefined), "versioning: is off"],
  [
    "a copy stands beside its source",
    inBlock(twin, ["region_name"], "EU-WEST-PAR"),
    "leads to a place that burns with the source",
  ],
  [
    "a copy leads nowhere",
    inBlock(mail, ["replication", "rules", 0, "destination", "name"], "gone"),
    "that no stack of this environment makes",
  ],
  [
    "a locked source has a copy without a lock",
    inBlock(copy, ["object_lock"], undefined),
    "leads from a locked bucket to one without",
  ],
  [
    "a rule copies only a part",
    inBlock(mail, ["replication", "rules", 0, "filter", "prefix"], "inbox/"),
    'copies nothing but objects whose names begin with "inbox/"',
  ],
  ["a copy lies in another project", inBlock(twin, ["service_name"], "another"), "leads to another project"],
  ["clients bring their keys", inBlock(mail, ["encryption", "sse_algorithm"], "customer"), "uses keys of clients"],
  [
    "a backup learns of deletions",
    inBlock(archive, ["replication", "rules", 0, "delete_marker_replication"], "enabled"),
    "carries deletions from one backup to the other",
  ],
  [
    "a cold class where there is none",
    (all) => {
      const moved = inBlock(mail, ["region_name"], "GRA")(all);
      return inBlock(expiry, ["rules", 0, "transitions"], [{ days: 30, storage_class: "DEEP_ARCHIVE" }])(moved);
    },
    "is not offered in GRA",
  ],
  [
    "old fulls stay warm where the plan says cold",
    inBlock(coldExpiry, ["rules", 3], undefined),
    "never moves old fulls to STANDARD_IA",
  ],
  [
    "a class that the plan knows nothing of",
    inBlock(coldExpiry, ["rules", 3, "transitions"], [{ days: 7, storage_class: "GLACIER_IR" }]),
    "nobody knows how long a restore waits",
  ],
];

test.each(ofBuckets)("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoveryBuckets, sabotage(facts)).join("\n")).toContain(says);
});

const record = "noveu-zuid-dns:ovh_domain_zone_record.zone_A-mail";

const ofSites: readonly (readonly [name: string, sabotage: Sabotage, says: string])[] = [
  [
    "the seal's key lies with the primary",
    inBlock("noveu-zuid-keys:ovh_okms.", ["region"], "eu-west-par"),
    "burns with site eu-west-par",
  ],
  [
    "nobody knows where the key lies",
    inBlock("noveu-zuid-keys:ovh_okms.", ["region"], "mars"),
    "does not say on whose ground",
  ],
  ["a name is remembered for an hour", inBlock(record, ["ttl"], 3600), "for longer than a minute"],
  [
    "two stacks keep one name",
    (all) => {
      const found = Object.entries(all.terraform).find(([id]) => id.startsWith(record));
      if (found === undefined) throw new Error("the mail record is gone");
      const [, fact] = found;
      return {
        ...all,
        terraform: {
          ...all.terraform,
          "noveu-zuid-trust:ovh_domain_zone_record.mine": { ...fact, stack: "noveu-zuid-trust" },
        },
      };
    },
    "is kept by noveu-zuid-dns and noveu-zuid-trust",
  ],
  [
    "Keycloak is joined over sites",
    inManifest(
      "eu-west-par/identity/StatefulSet/identity-keycloak",
      ["spec", "template", "spec", "containers", 0, "env"],
      [{ name: "KC_FEATURES", value: "stateless" }],
    ),
    "joins Keycloak over sites",
  ],
  [
    "more servers of the secrets may go than the rest can outvote",
    (all) => ({
      ...all,
      releases: Object.fromEntries(
        Object.entries(all.releases).map(([id, release]) => [
          id,
          release.name === "openbao"
            ? { ...release, values: [{ server: { ha: { replicas: 3, disruptionBudget: { maxUnavailable: 2 } } } }] }
            : release,
        ]),
      ),
    }),
    "lets more servers go at once",
  ],
];

test.each(ofSites)("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoverySites, sabotage(facts)).join("\n")).toContain(says);
});
