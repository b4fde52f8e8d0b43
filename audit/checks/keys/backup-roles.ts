import { pen, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { policiesOf } from "./policies";

const ours = pen("keys");

/** Policy that opens the keys and secrets of backups to whoever restores: no pod ever holds it. */
const restorePolicy = "backup-operator";

/**
 * What the restoring policy reaches, nobody's role does: neither by that policy nor by a path of its own. To be given a new key is no way in: it
 * closes what is written from now on, and what was closed before stays so.
 */
export function backupRoles(facts: Facts): readonly Verdict[] {
  const policies = policiesOf(facts);
  const restoring = policies.filter(({ name }) => name === restorePolicy);
  const mounts = new Set(restoring.flatMap(({ paths }) => paths.map((path) => path.split("/")[0] ?? "")));
  if (mounts.size === 0) return [];
  return policies.flatMap(({ object, name, paths, holders }): readonly Verdict[] => {
    if (holders.length === 0) return [];
    if (name === restorePolicy) {
      return [
        ours.fail(object, {
          where: "token_policies",
          value: holders.join(", "),
          why: "have the policy that opens backups",
          wayOut: "leave it to people who restore",
        }),
      ];
    }
    const failures = paths
      .filter((path) => !asksForNewKey(path) && [...mounts].some((mount) => reaches(path, mount)))
      .map((path) => ({
        where: "policy",
        value: path,
        why: "reaches keys or secrets of backups from the cluster",
        wayOut: "keep backups apart: no role of production opens them",
      }));
    return ours.sum(object, { failures });
  });
}

/** The engine makes a key of one name, and gives it bare and wrapped; a pattern may mean another request. */
const asksForNewKey = (path: string): boolean => /^[^/+*]+\/datakey\/plaintext\/[^/+*]+$/.test(path);

/** `+` stands for one part of a path, and `*` at the end for whatever follows. */
function reaches(path: string, mount: string): boolean {
  const [first = ""] = path.split("/");
  return first === "+" || (first.endsWith("*") ? mount.startsWith(first.slice(0, -1)) : first === mount);
}
