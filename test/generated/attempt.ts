import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineEnvironment, Refusal, type EnvironmentFacts } from "bestek";
import type { Evidence } from "../../audit";
import { EnvironmentWork } from "../../cli/environment-work";
import { recordNews } from "../../lock/remember";
import { StagingPart } from "../../output";

/** What came of one page of facts. */
export type Verdict =
  | { readonly kind: "synthesized"; readonly evidence: Evidence }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Reads, plans, writes and audits one page of facts in a folder of its own, as `bestek synth` does. */
export function attempt(facts: EnvironmentFacts): Verdict {
  const folder = mkdtempSync(join(tmpdir(), "bestek-generated-"));
  try {
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
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", refusal: error };
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
