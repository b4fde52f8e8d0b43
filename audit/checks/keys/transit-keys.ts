import { pen, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { at, textAt } from "../../facts/json";
import { oncePerObject } from "../../once-per-object";
import { resourcesOf } from "../../recovery/reference";
import { policiesOf, type Policy } from "./policies";

const ours = pen("keys");

/**
 * A key of OpenBao is used by whoever may encrypt or decrypt with it, is given keys under it, or signs with its private half: a role's pods, or people with a
 * policy that no role has. What may leave goes to one role: a signature that two could have made says nothing. What roles may only close, somebody must open.
 */
export const transitKeys = (facts: Facts): readonly Verdict[] =>
  resourcesOf(facts, "vault_transit_secret_backend_key").map(([object, { attributes }]) => {
    const opened = openers(facts.terraform).get(textAt(attributes, "name") ?? "") ?? [];
    const holders = opened.flatMap((policy) => policy.holders);
    if (at(attributes, "exportable") === true && holders.length > 1)
      return ours.fail(object, {
        where: "use",
        value: holders.join(", "),
        why: "each get the private half of the key",
        wayOut: "give it to the one who signs with it",
      });
    if (holders.length > 0 && !opened.some(({ paths }) => paths.some(opens)))
      return ours.fail(object, {
        where: "use",
        value: holders.join(", "),
        why: "close with it what no policy can open again",
        wayOut: "write a policy that may decrypt, for the people who restore",
      });
    if (holders.length > 0) return ours.pass(object);
    return opened.length === 0
      ? ours.fail(object, {
          where: "use",
          why: "is opened by no policy, so that nobody can use it",
          wayOut: "write a policy for its consumer, or leave it out",
        })
      : ours.undecided(object, {
          where: "use",
          value: opened.map(({ name }) => name).join(", "),
          why: "opens it, and no role of the cluster has that policy: whether people use the key no file tells",
          wayOut:
            "give a role of the cluster a policy that closes something with it, as dumps of databases do, or leave it out",
        });
  });

/** Ways in which a key is used, and the name that each ends in. */
const ways = [/\/(?:encrypt|decrypt|datakey\/plaintext)\/([^/]+)$/, /\/export\/signing-key\/([^/]+)\/\d+$/] as const;

/** Whether a path gives back what the key closed, or the key itself. */
const opens = (path: string): boolean => /\/decrypt\/[^/]+$/.test(path) || ways[1].test(path);

/** Policies by the names of the keys they open. */
const openers = oncePerObject((terraform: Facts["terraform"]): ReadonlyMap<string, readonly Policy[]> => {
  const opened = new Map<string, Set<Policy>>();
  for (const policy of policiesOf({ terraform })) {
    for (const key of policy.paths.flatMap((path) => ways.flatMap((way) => way.exec(path)?.[1] ?? []))) {
      const known = opened.get(key);
      if (known === undefined) opened.set(key, new Set([policy]));
      else known.add(policy);
    }
  }
  return new Map([...opened].map(([key, policies]) => [key, [...policies]]));
});
