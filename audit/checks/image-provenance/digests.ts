import { namedByTag } from "../../../catalog";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt, textsAt } from "../../facts/json";
import { grouped } from "../../grouped";
import { mentions, type Mention } from "../../supply";

type Digests = Readonly<Record<string, string>>;

/** What was recorded when images were copied, by the publisher's name and tag; undefined where nobody did. */
export function recordedIn({ plan }: Facts): Digests | undefined {
  return plan.environment["digests"] === undefined ? undefined : textsAt(plan.environment, "digests");
}

/** Every image is named by the digest that was recorded, wherever a file names one. */
export function digestVerdicts(facts: Facts, ours: Pen): readonly Verdict[] {
  const recorded = recordedIn(facts);
  if (recorded === undefined) return [ours.undecided(facts.environment, unrecorded(facts.environment))];
  const mirror = textAt(facts.plan.environment, "mirror") ?? "";
  // A footprint declares what its publisher names; what is pulled stands in values and manifests.
  const pulled = mentions(facts, mirror).filter(({ object }) => !object.startsWith("footprint/"));
  return [...grouped(pulled, ({ object }) => object)].flatMap(([object, all]) => {
    const byTag = all.filter(({ name, digest }) => digest === undefined && name in namedByTag);
    const failures = all
      .filter((mention) => !byTag.includes(mention))
      .flatMap((mention) => mentionFindings(mention, recorded, facts.environment));
    const [note] = byTag.map(({ name }) => `${name} is named by its tag alone: ${namedByTag[name] ?? ""}`);
    return ours.sum(object, { failures }, note);
  });
}

const unrecorded = (environment: string): Finding => ({
  where: "registry.digests",
  why: "is not given: images are named by their tags, so that the mirror alone decides what runs, and admission can't ask",
  wayOut: `run what bestek images ${environment} --mirror writes, keep its digests.txt under version control, and name that file in registry.digests`,
});

function mentionFindings({ name, tag, digest }: Mention, recorded: Digests, environment: string): readonly Finding[] {
  const value = `${name}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
  const known = Object.hasOwn(recorded, `${name}:${tag ?? ""}`) ? recorded[`${name}:${tag ?? ""}`] : undefined;
  const ofName = tag === undefined && Object.entries(recorded).some(([key, one]) => one === digest && isOf(key, name));
  if (ofName || (known !== undefined && known === digest)) return [];
  const where = "image";
  if (known === undefined) {
    const wayOut = `run what bestek images ${environment} --mirror writes, and synthesize again`;
    return [{ where, value, why: "was never recorded as copied, so that nobody admits it", wayOut }];
  }
  const wayOut = "let imageReference write it, with the environment's mirror";
  return digest === undefined
    ? [{ where, value, why: `names no digest, recorded is ${known}`, wayOut }]
    : [{ where, value, why: `names another content than was recorded: ${known}`, wayOut }];
}

const isOf = (key: string, name: string): boolean => key.slice(0, key.lastIndexOf(":")) === name;
