import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineEnvironment, Refusal, type EnvironmentFacts } from "bestek";
import type { Evidence } from "../../audit";
import { EnvironmentWork } from "../../cli/environment-work";
import { recordNews } from "../../lock/remember";
import { Staging } from "../../output";

/** What came of one page of facts. */
export type Verdict =
  | { readonly kind: "synthesized"; readonly evidence: Evidence }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Reads, plans, writes and audits one page of facts in a folder of its own, as `bestek synth` does. */
export function attempt(facts: EnvironmentFacts): Verdict {
  const folder = mkdtempSync(join(tmpdir(), "bestek-generated-"));
  try {
    const environment = defineEnvironment(facts);
    const staging = Staging.open({ out: join(folder, "out"), cdktf: join(folder, "cdktf.out") }, folder);
    try {
      const work = new EnvironmentWork(environment, staging, {
        workingFolder: folder,
        lock: undefined,
        remember: recordNews,
      });
      void work.step.run();
      if (work.refusal !== undefined) return { kind: "refused", refusal: work.refusal };
      if (work.result === undefined) throw new Error("neither synthesized nor refused");
      return { kind: "synthesized", evidence: work.result.evidence };
    } finally {
      staging.discard();
    }
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", refusal: error };
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
