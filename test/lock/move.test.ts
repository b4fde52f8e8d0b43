import { recordMove, historyOf } from "../../lock";
import { compareLock } from "../../lock/compare-lock";
import { bucket, cluster, key, lock, standing, withThing, without } from "./standing";

const to = "zuid-infrastructure-par:ovh_cloud_project_storage.documents_9C9D";
const decided = { by: "platform team", on: "2026-11-21" } as const;
const moved = recordMove(lock, { from: bucket, to, ...decided });

test("a recorded move is accepted, and Terraform is told", () => {
  const entry = standing.stateful[bucket];
  if (entry === undefined) throw new Error("the fixture has no bucket");
  expect(compareLock(moved, withThing(to, entry, without(bucket)))).toMatchObject({ mistakes: [], news: [] });
  expect(historyOf(moved).moves).toEqual([
    {
      stack: "zuid-infrastructure-par",
      from: "ovh_cloud_project_storage.files_1A2B",
      to: "ovh_cloud_project_storage.documents_9C9D",
    },
  ]);
});

test("a move that never happens is refused like any other loss", () => {
  expect(compareLock(moved, standing).mistakes.map(({ where }) => where)).toEqual([to, "moves.0"]);
});

test("a move back takes the first one away: Terraform refuses circles", () => {
  const back = recordMove(moved, { from: to, to: bucket, ...decided });
  expect(back.moves.map(({ to: name }) => name)).toEqual(["ovh_cloud_project_storage.files_1A2B"]);
  expect(compareLock(back, standing)).toMatchObject({ mistakes: [], news: [] });
});

test.each([
  ["zuid-trust:vault_mount.nothing", to, "is not recorded as something that keeps anything"],
  [cluster, "par/databases/Cluster/rows", "is an object of Kubernetes, which nothing can rename"],
  [bucket, "zuid-trust:ovh_cloud_project_storage.files_1A2B", "Terraform moves nothing between states"],
  [bucket, "zuid-infrastructure-par:ovh_okms.files_1A2B", "is no ovh_cloud_project_storage"],
  [key, key, "is recorded already"],
])("%s to %s: %s", (from, target, why) => {
  expect(() => recordMove(lock, { from, to: target, ...decided })).toThrow(why);
});
