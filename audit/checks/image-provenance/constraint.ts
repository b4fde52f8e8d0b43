import { namedByTag } from "../../../catalog";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { at, isObject, listAt, textAt, type Json } from "../../facts/json";
import { recordedIn } from "./digests";

const kind = "BestekDigests";

/** Each cluster admits what was recorded and nothing else. */
export function constraintVerdicts(facts: Facts, ours: Pen): readonly Verdict[] {
  const recorded = recordedIn(facts);
  if (recorded === undefined) return [];
  const constraints = Object.entries(facts.kubernetes).filter(([, fact]) => fact.kind === kind);
  const sites = Object.keys(facts.plan.sites).filter((site) => !constraints.some(([, fact]) => fact.site === site));
  const mirror = textAt(facts.plan.environment, "mirror") ?? "";
  const byTag = new Set(Object.keys(namedByTag).map((name) => `${mirror}/${name}`));
  const wanted = Object.entries(recorded)
    .filter(([name]) => !name.startsWith("chart/"))
    .map(([name, digest]) => `${mirror}/${name.slice(0, name.lastIndexOf(":"))} ${digest}`);
  return [
    ...sites.map((site) => ours.fail(site, { where: kind, why: "is missing: any content is admitted", wayOut })),
    ...constraints.flatMap(([object, fact]) =>
      ours.sum(object, { failures: constraintFindings(fact, new Set(wanted), byTag) }),
    ),
  ];
}

const wayOut = "synthesize the environment again; never edit synthesized files";

function constraintFindings(
  { object }: KubernetesFact,
  wanted: ReadonlySet<string>,
  byTag: ReadonlySet<string>,
): readonly Finding[] {
  const parameters = at(object, "spec", "parameters");
  const given = new Set(pairsIn(at(parameters, "digests")));
  const others = listAt(parameters, "namedByTag").filter((name) => typeof name !== "string" || !byTag.has(name));
  return [
    ...(textAt(object, "spec", "enforcementAction") === "deny"
      ? []
      : [{ where: "spec.enforcementAction", why: "does not deny", wayOut }]),
    ...[...wanted].filter((pair) => !given.has(pair)).map((pair) => finding(pair, "was recorded and is denied")),
    ...[...given]
      .filter((pair) => !wanted.has(pair))
      .map((pair) => finding(pair, "is admitted and was never recorded")),
    ...others.map((value) => ({ where: "spec.parameters.namedByTag", value, why: "can be named by digest", wayOut })),
  ];
}

const finding = (value: string, why: string): Finding => ({ where: "spec.parameters.digests", value, why, wayOut });

const pairsIn = (digests: Json | undefined): readonly string[] =>
  isObject(digests)
    ? Object.entries(digests).flatMap(([name, all]) =>
        listAt(all).map((digest) => `${name} ${typeof digest === "string" ? digest : ""}`),
      )
    : [];
