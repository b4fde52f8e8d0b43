import fc from "fast-check";
import { parseLock, type Lock, type Standing } from "../../lock";
import { compareLock, firstLock } from "../../lock/compare-lock";
import { canonicalJson } from "../../output";
import {
  archive,
  bucket,
  cluster,
  database,
  key,
  lock,
  realm,
  standing,
  withThing,
  without,
  withoutTenant,
} from "./standing";

const mistakes = (now: Standing, known: Lock = lock): readonly string[] =>
  compareLock(known, now).mistakes.map(({ where, why, wayOut }) => `${where}: ${why} -> ${wayOut}`);

test("what is known and stands is no news", () => {
  expect(compareLock(lock, standing)).toEqual({ mistakes: [], next: lock, news: [] });
});

test("what is new is recorded and refused by nobody", () => {
  const more = withThing("zuid-trust:vault_mount.secrets_1", { holds: "everything inside" });
  const { mistakes: refused, next, news } = compareLock(lock, more);
  expect(refused).toEqual([]);
  expect(news).toEqual(["+ stateful zuid-trust:vault_mount.secrets_1"]);
  expect(compareLock(next, more).news).toEqual([]);
});

test("a stateful thing that is gone is refused with both ways out", () => {
  expect(mistakes(without(archive))).toEqual([
    `${archive}: keeps objects and is no longer synthesized -> put it back; if it was renamed, "bestek move zuid <from> <to>"; to let it go, "bestek retire zuid address ${archive} --by <who>"`,
  ]);
});

test("a renamed resource is recognized, and the way out is its move", () => {
  const entry = standing.stateful[bucket];
  if (entry === undefined) throw new Error("the fixture has no bucket");
  const to = "zuid-infrastructure-par:ovh_cloud_project_storage.documents_9C9D";
  const [mistake, ...others] = mistakes(withThing(to, entry, without(bucket)));
  expect(others).toEqual([]);
  expect(mistake).toContain("Terraform would destroy the one and make the other");
  expect(mistake).toContain(`bestek move zuid ${bucket} ${to}`);
});

test("what turns up in another stack, or under another name in Kubernetes, can't be moved: it is copied first", () => {
  const [object, resource] = [standing.stateful[cluster], standing.stateful[bucket]];
  if (object === undefined || resource === undefined) throw new Error("the fixture is not whole");
  const renamed = withThing("par/databases/Cluster/rows", object, without(cluster));
  const carried = withThing("zuid-data-par:ovh_cloud_project_storage.files_1A2B", resource, without(bucket));
  for (const now of [renamed, carried]) expect(mistakes(now).join("")).toContain("no tool carries it there");
});

test("another identity under the same name is another thing", () => {
  const moved = withThing(archive, {
    ...standing.stateful[archive],
    holds: "objects",
    identity: { name: "zuid-archive-par", region_name: "SBG" },
  });
  expect(mistakes(moved)).toEqual([
    expect.stringMatching(/region_name: is "GRA" where it stands; another value makes another thing/),
  ]);
});

test("what the catalogue no longer calls stateful is not gone while it is still synthesized", () => {
  const reclassified = { ...without(bucket), addresses: standing.addresses };
  expect(compareLock(lock, reclassified)).toMatchObject({ mistakes: [], news: [`- stateful ${bucket}`] });
});

test("a lock may grow and not shrink", () => {
  const locked = (lockedDays: number | undefined): Standing =>
    withThing(archive, { holds: "objects", ...standing.stateful[archive], lockedDays });
  expect(mistakes(locked(36))).toEqual([]);
  expect(mistakes(locked(30))).toEqual([expect.stringContaining("is less than the 35 that were promised")]);
  expect(mistakes(locked(undefined))).toEqual([expect.stringContaining("is less than the 35 that were promised")]);
});

test("a tenant that is dropped is one mistake, however much it keeps", () => {
  expect(mistakes(withoutTenant)).toEqual([
    'tenancy.tenants.b: is gone, and 3 stateful things with it -> put the tenant back, or let it go: "bestek retire zuid tenant b --by <who>"',
  ]);
});

test("a tenant whose rows are in another cell is not moved by a line of facts", () => {
  expect(mistakes({ ...standing, tenants: { a: { cell: 0 }, b: { cell: 2 } } })).toEqual([
    expect.stringContaining("is not the database cell that holds its rows: they are in 1"),
  ]);
});

test("a service that is dropped is one mistake", () => {
  expect(mistakes({ ...without(bucket), services: ["mail"] })).toEqual([
    expect.stringContaining("bestek retire zuid service files --by <who>"),
  ]);
});

test("a site that moves to another region is one mistake, and the way out is standby, then failover", () => {
  const moved: Standing = {
    ...without(bucket, archive, cluster),
    sites: { mil: { cloud: "ovh", region: "EU-SOUTH-MIL", account: "1" } },
    stacks: ["zuid-infrastructure-mil", "zuid-tenant-a", "zuid-tenant-b", "zuid-trust"],
  };
  const [mistake, ...others] = mistakes(moved);
  expect(others).toEqual([]);
  expect(mistake).toContain("sites.par: is no longer among the facts, and mil is new; 3 stateful things there");
  expect(mistake).toContain(
    "add the new one as the standby of recovery, wait until it follows, switch recovery.active",
  );
});

test("the same region of another account is another site", () => {
  const other = { ...standing, sites: { par: { cloud: "ovh", region: "EU-WEST-PAR", account: "2" } } } as const;
  expect(mistakes(other)).toEqual([expect.stringContaining("elsewhere everything in it would be made anew and empty")]);
});

test("a stack that is no longer written would never be destroyed", () => {
  expect(mistakes({ ...standing, stacks: standing.stacks.filter((stack) => stack !== "zuid-trust") })).toEqual([
    expect.stringContaining(
      'run "cdktf destroy zuid-trust" with the last output, then "bestek retire zuid stack zuid-trust',
    ),
  ]);
});

test("versions move by an upgrade alone", () => {
  const { versions } = standing;
  const now = { ...versions, kubernetes: "1.35", charts: { ...versions.charts, "gateway-helm": "1.10.0" } };
  expect(mistakes({ ...standing, versions: now })).toEqual([
    expect.stringContaining("bestek upgrade zuid --kubernetes 1.35"),
    expect.stringContaining("gateway-helm 1.9.0 -> 1.10.0"),
  ]);
});

test("a failover takes along what follows the serving site", () => {
  expect(database.startsWith("serving-site/")).toBe(true);
});

test("a resource that was renamed and is still there under its old name is refused", () => {
  const moved = { ...lock, moves: [{ stack: "zuid-trust", from: "a.b", to: "a.c", by: "team", on: "2026-11-21" }] };
  expect(mistakes(standing, moved)).toEqual([]);
  expect(mistakes({ ...standing, addresses: new Set(["zuid-trust:a.b"]) }, moved)).toEqual([
    expect.stringContaining("is still synthesized under its old name"),
  ]);
});

/** A subset of what stands, as some synthesis would make it. */
const subsets = fc.subarray(Object.keys(standing.stateful));

test("property: locking what stands is stable, in memory and through the file", () => {
  fc.assert(
    fc.property(subsets, (ids) => {
      const now = without(...ids);
      const written = canonicalJson(firstLock(now));
      const read = parseLock(written, "zuid.lock.json", "zuid");
      const { mistakes: refused, next, news } = compareLock(read, now);
      return refused.length === 0 && news.length === 0 && canonicalJson(next) === written;
    }),
  );
});

test("property: additions never need a word, removals always do", () => {
  fc.assert(
    fc.property(subsets, subsets, (a, b) => {
      const [before, after] = [without(...a), without(...b)];
      const { mistakes: refused } = compareLock(firstLock(before), after);
      const lost = Object.keys(before.stateful).filter((id) => after.stateful[id] === undefined);
      return lost.length === 0 ? refused.length === 0 : lost.every((id) => refused.some(({ where }) => where === id));
    }),
  );
});

test("the fixture's ids are what they seem", () => {
  expect([bucket, archive, key, realm].every((id) => standing.addresses.has(id))).toBe(true);
});
