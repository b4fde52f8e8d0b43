import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineEnvironment, Refusal, type EnvironmentFacts } from "bestek";
import type { Evidence } from "../../audit";
import { writeCharts } from "../../charts";
import { EnvironmentWork } from "../../cli/environment-work";
import { recordNews } from "../../lock/remember";
import { StagingPart } from "../../output";
import { planDeployable } from "../../planning";
import { synthesizeStacks } from "../../stacks";

/** What came of one page of facts. */
export type Verdict =
  | { readonly kind: "synthesized"; readonly evidence: Evidence }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Reads, plans, writes and audits one page of facts in a folder of its own, as `bestek synth` does. */
export function attempt(facts: EnvironmentFacts): Verdict {
  return inFolder(
    (folder) => {
      const environment = defineEnvironment(facts);
      const work = new EnvironmentWork(environment, new StagingPart(join(folder, "part")), {
        workingFolder: folder,
        lock: undefined,
        remember: recordNews,
      });
      work.run();
      if (work.refusal !== undefined) return { kind: "refused", refusal: work.refusal };
      if (work.result === undefined) throw new Error("neither synthesized nor refused");
      return { kind: "synthesized", evidence: work.result.evidence };
    },
    (refusal) => ({ kind: "refused", refusal }),
  );
}

/**
 * What a page is refused for, wherever on its way to the last file; undefined where all are written. Half of an attempt is its audit, which
 * tells nothing of a refusal.
 */
export function refusalOf(facts: EnvironmentFacts): Refusal | undefined {
  return inFolder(
    (folder) => {
      const environment = defineEnvironment(facts);
      const plan = planDeployable(environment);
      const charts = writeCharts(environment, plan, join(folder, "charts"));
      synthesizeStacks({ environment, plan, charts, outdir: join(folder, "cdktf.out") });
      return undefined;
    },
    (refusal) => refusal,
  );
}

function inFolder<T>(work: (folder: string) => T, refused: (refusal: Refusal) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "bestek-generated-"));
  try {
    return work(folder);
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
