import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditEnvironment, collectFacts, withBillOfMaterials, type Evidence, type Facts } from "../audit";
import { writeCharts } from "../charts";
import type { Environment } from "../environments/schema";
import { Refusal, type Plan } from "../language";
import { historyOf, lockPath, standingOf, type Lock, type Remember, type Remembered } from "../lock";
import {
  billOfMaterials,
  billOfMaterialsFile,
  canonicalJson,
  chartsFolder,
  environmentFolder,
  evidenceFile,
  factsFile,
  footprintsFolder,
  planFile,
  runbooksFolder,
  terraformConfigurationFile,
  type StagingPart,
  writeFootprints,
  writeRunbooks,
  writeTerraformConfiguration,
} from "../output";
import { planDeployable } from "../planning";
import { installedFootprints } from "../planning/flows";
import { runbooks } from "../reports/runbooks";
import { synthesizeStacks, type SynthesizedStack } from "../stacks";
import type { Step, StepEnd } from "./progress";
import { runbookFacts } from "./runbook-facts";

/** What came of one environment. */
export interface Synthesized {
  /** In the order of their application. */
  readonly stacks: readonly SynthesizedStack[];
  /** Kubernetes objects in all charts. */
  readonly objects: number;
  readonly evidence: Evidence;
  /** What the lock learned. */
  readonly remembered: Remembered;
}

/** What an environment's synthesis remembers, and how it may change that. */
export interface Memory {
  readonly workingFolder: string;
  readonly lock: Lock | undefined;
  readonly remember: Remember;
}

/** One environment on its way into a staging folder; a refusal ends its own way and no other's. */
export class EnvironmentWork {
  private refused: Refusal | undefined;
  private made: Synthesized | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly staging: StagingPart,
    private readonly memory: Memory,
  ) {}

  get refusal(): Refusal | undefined {
    return this.refused;
  }

  get result(): Synthesized | undefined {
    return this.made;
  }

  get step(): Step {
    return { title: this.environment.name, run: () => this.run() };
  }

  /** Keeps the process busy until it ends. */
  run(): StepEnd {
    try {
      this.made = this.synthesize();
      return "done";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused = error;
      return "refused";
    }
  }

  private synthesize(): Synthesized {
    const plan = planDeployable(this.environment);
    const written = this.write(plan);
    const facts = this.collect();
    return { ...written, remembered: this.remember(facts), evidence: this.audit(facts) };
  }

  private write(plan: Plan): Pick<Synthesized, "stacks" | "objects"> {
    const { environment, staging } = this;
    const { out } = staging.folders;
    const charts = writeCharts(environment, plan, chartsFolder(out, environment.name));
    const stacks = synthesizeStacks({
      environment,
      plan,
      charts,
      outdir: staging.openStacks(environment.name),
      history: historyOf(this.memory.lock),
    });
    staging.addStacks(environment.name);
    writeFootprints(footprintsFolder(out, environment.name), installedFootprints(environment));
    writeFileSync(planFile(out, environment.name), canonicalJson(plan));
    writeRunbooks(runbooksFolder(out, environment.name), runbooks(runbookFacts(environment, plan, stacks)));
    const { providerMirror } = plan.environment;
    if (providerMirror !== undefined) {
      writeTerraformConfiguration(terraformConfigurationFile(out, environment.name), providerMirror);
    }
    return { stacks, objects: charts.reduce((sum, { objects }) => sum + objects, 0) };
  }

  /** What was written, with the bill of materials that is made of it. */
  private collect(): Facts {
    const { out, cdktf } = this.staging.folders;
    const { name } = this.environment;
    const folders = { terraform: cdktf, output: environmentFolder(out, name), environment: name };
    const facts = collectFacts(folders);
    writeFileSync(billOfMaterialsFile(out, name), canonicalJson(billOfMaterials(facts)));
    return withBillOfMaterials(facts, folders);
  }

  /** Before the audit: what must not be lost is refused, whatever else is right. */
  private remember(facts: Facts): Remembered {
    const { workingFolder, lock, remember } = this.memory;
    const remembered = remember(lock, standingOf(this.environment, facts));
    if (remembered.news.length > 0) {
      this.staging.addFile(join(workingFolder, lockPath(this.environment.name)), canonicalJson(remembered.lock));
    }
    return remembered;
  }

  private audit(facts: Facts): Evidence {
    const { out } = this.staging.folders;
    const { name } = this.environment;
    const evidence = auditEnvironment(facts);
    writeFileSync(factsFile(out, name), canonicalJson(facts));
    writeFileSync(evidenceFile(out, name), canonicalJson(evidence));
    return evidence;
  }
}
