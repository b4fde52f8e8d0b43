import type { HopPlan } from "../../../language";
import { pen, type Check, type Findings, type Verdict } from "../../check";
import { callOutFindings } from "./call-outs";
import { edgeFindings } from "./edge";
import { recordFindings } from "./record";
import { worldsOf, type World } from "./world";

const id = "paths";
const ours = pen(id);

/**
 * The ways that data takes from end to end, hop by hop. A network hop is open, leads through what should carry it, and nobody else gets to its end; what is
 * asked inside a process stands in its configuration, and nobody passes where nobody answers. Configuration is read, not run.
 */
export const paths: Check = {
  id,
  title: "Every declared path of data exists hop by hop, fails closed, and has no way around it",
  controls: ["A.5.15", "A.8.20", "A.8.22", "A.8.26"],
  applies: ({ plan }) => plan.paths === undefined || Object.keys(plan.paths).length > 0,
  judge: (facts) => {
    const declared = facts.plan.paths ?? {};
    const verdicts: Verdict[] = [];
    for (const world of worldsOf(facts, declared)) {
      for (const [path, { hops }] of Object.entries(declared)) {
        for (const [key, hop] of Object.entries(hops)) {
          const findings = hopFindings(world, hop, hops);
          if (findings === undefined) continue;
          verdicts.push(...ours.sum(hopObject(world, path, key), findings, noteOf(hop)));
        }
      }
    }
    return verdicts;
  },
};

/** Object of a verdict on one hop: of the platform, or of a tenant beside it. */
export const hopObject = (
  { site, tenant }: { readonly site: { readonly name: string }; readonly tenant?: string | undefined },
  path: string,
  hop: string,
): string => [site.name, "path", ...(tenant === undefined ? [] : [tenant]), path, hop].join("/");

function hopFindings(world: World, hop: HopPlan, beside: Readonly<Record<string, HopPlan>>): Findings | undefined {
  switch (hop.kind) {
    case "edge":
      return edgeFindings(world, hop);
    case "call-out":
      return callOutFindings(world, hop.asks, beside);
    case "record":
      return recordFindings(world, hop);
    case "open":
      return world.judges(hop.at) && !world.isElsewhere(hop.at)
        ? {
            failures: [],
            undecided: [{ where: hop.at, value: hop.name, why: hop.because, wayOut: hop.wayOut }],
          }
        : undefined;
  }
}

/** What goes on without an answer passes as an exception, and says why nothing rests on it. */
const noteOf = (hop: HopPlan): string | undefined =>
  hop.kind === "call-out" && hop.unanswered.kind === "goes-on"
    ? `goes on without an answer: ${hop.unanswered.because}`
    : undefined;
