import {
  readingUsersAt,
  storesAt,
  storeUsersAt,
  type Store,
  type StoreSite,
} from "../../../constructs/infrastructure/stores";
import { findStorageRegion, type StorageRegion } from "../../../catalog";
import type { PlacedBucket } from "../../../planning/placement";

function region(name: string): StorageRegion {
  const found = findStorageRegion(name);
  if (found === undefined) throw new Error(name);
  return found;
}

const [paris, milan, gravelines] = [region("EU-WEST-PAR"), region("EU-SOUTH-MIL"), region("GRA")];

/** Two sites, Paris serving, with a locked copy in Gravelines. */
const placed: readonly PlacedBucket[] = [
  { name: "mail-par", site: "par", region: paris, purpose: { kind: "service", service: "mail", bucket: "mail" } },
  { name: "archive-par", site: "par", region: milan, purpose: { kind: "archive" } },
  { name: "locked-par", site: "par", region: gravelines, purpose: { kind: "locked-copy", of: "archive-par" } },
  {
    name: "mail-mil",
    site: "mil",
    region: milan,
    purpose: { kind: "service", service: "mail", bucket: "mail", replicaOf: "mail-par" },
  },
  { name: "archive-mil", site: "mil", region: paris, purpose: { kind: "archive" } },
  { name: "locked-mil", site: "mil", region: gravelines, purpose: { kind: "locked-copy", of: "archive-mil" } },
];
const sites: readonly StoreSite[] = [
  { id: "par", region: "EU-WEST-PAR" },
  { id: "mil", region: "EU-SOUTH-MIL" },
];

const names = (stores: readonly Store[]): readonly string[] => stores.map(({ bucket }) => bucket.name).sort();
const at = (site: string): readonly Store[] => storesAt(placed, site, sites);
const store = (site: string, name: string): Store | undefined => at(site).find(({ bucket }) => bucket.name === name);

test("a site makes the buckets that stand beside it, and the copies of those", () => {
  expect(names(at("par"))).toEqual(["archive-mil", "locked-mil", "mail-par"]);
  expect(names(at("mil"))).toEqual(["archive-par", "locked-par", "mail-mil"]);
});

test("a single site makes its archive elsewhere itself", () => {
  const alone = placed.filter(({ name }) => ["mail-par", "archive-par"].includes(name));
  expect(names(storesAt(alone, "par", sites.slice(0, 1)))).toEqual(["archive-par", "mail-par"]);
});

test("objects are copied from the site that serves to the one that stands by, not back", () => {
  expect(store("par", "mail-par")?.replicasIn.map(({ name }) => name)).toEqual(["mail-mil"]);
  expect(store("mil", "mail-mil")?.replicasIn).toEqual([]);
});

test("an archive is copied to its locked copy", () => {
  expect(store("mil", "archive-par")?.replicasIn.map(({ name }) => name)).toEqual(["locked-par"]);
});

test("backups are locked at both ends and never learn of deletions; live twins do", () => {
  const kinds = [...at("par"), ...at("mil")].map(({ bucket, backup, lockDays, deletions }) => [
    bucket.purpose.kind,
    backup,
    lockDays ?? 0,
    deletions,
  ]);
  expect(new Set(kinds.map((kind) => JSON.stringify(kind)))).toEqual(
    new Set(['["service",false,0,"copied"]', '["archive",true,35,"kept-out"]', '["locked-copy",true,35,"kept-out"]']),
  );
});

test("a service's user sees the one bucket of its own site", () => {
  expect(storeUsersAt(placed, "mil", ["postgres"]).find(({ name }) => name === "mail-mail")).toEqual({
    name: "mail-mail",
    buckets: ["mail-mil"],
    prefix: "",
    access: "read-write",
    pods: { namespace: "mail", serviceAccounts: ["objects-mail"] },
  });
});

test("who reads a service's buckets as itself sees all of them at its own site but journals, whether that site follows or not, and changes none", () => {
  const service = { kind: "service", service: "mail" } as const;
  const more: readonly PlacedBucket[] = [
    ...placed,
    { name: "second-mil", site: "mil", region: milan, purpose: { ...service, bucket: "second", lockDays: 30 } },
    {
      name: "journal-mil",
      site: "mil",
      region: milan,
      purpose: { ...service, bucket: "journal", lockDays: 9, journal: true },
    },
    { name: "alba-mil", site: "mil", region: milan, purpose: { ...service, bucket: "mail", tenant: "alba" } },
  ];
  const reader = { name: "read-mail", prefix: "", access: "read" };
  expect(readingUsersAt(more, "mil")).toEqual([
    { ...reader, buckets: ["mail-mil", "second-mil"], pods: { namespace: "mail", serviceAccounts: ["read-objects"] } },
    { ...reader, buckets: ["alba-mil"], pods: { namespace: "alba-mail", serviceAccounts: ["read-objects"] } },
  ]);
  expect(readingUsersAt(more, "par").map(({ buckets }) => buckets)).toEqual([["mail-par"]]);
});

test("who restores sees every backup and changes none", () => {
  expect(storeUsersAt(placed, "par", ["postgres"]).find(({ name }) => name === "restore")).toEqual({
    name: "restore",
    buckets: ["archive-par", "locked-par", "archive-mil", "locked-mil"],
    prefix: "",
    access: "read",
  });
});

test("databases write archives and never see their locked copies", () => {
  expect(storeUsersAt(placed, "par", ["postgres"]).find(({ name }) => name === "archive")?.buckets).toEqual([
    "archive-par",
    "archive-mil",
  ]);
});
