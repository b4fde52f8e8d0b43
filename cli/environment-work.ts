import { writeFileSync } from "node:fs";
import { auditEnvironment, collectFacts, type Evidence } from "../audit";
import { writeCharts } from "../charts";
import type { Environment } from "../environments/schema";
import { Refusal, type Plan } from "../language";
import {
  canonicalJson,
  chartsFolder,
  environmentFolder,
  evidenceFile,
  factsFile,
  footprintsFolder,
  planFile,
  terraformConfigurationFile,
  type Staging,
  writeFootprints,
  writeTerraformConfiguration,
} from "../output";
import { planEnvironment } from "../planning";
import { installedFootprints } from "../planning/flows";
import { synthesizeStacks, type SynthesizedStack } from "../stacks";
import type { Step } from "./progress";

/** What came of one environment. */
export interface Synthesized {
  /** In the order of their application. */
  readonly stacks: readonly SynthesizedStack[];
  /** Kubernetes objects in all charts. */
  readonly objects: number;
  readonly evidence: Evidence;
}

/** One environment on its way into a staging folder; a refusal ends its own way and no other's. */
export class EnvironmentWork {
  private refused: Refusal | undefined;
  private made: Synthesized | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly staging: Staging,
  ) {}

  get refusal(): Refusal | undefined {
    return this.refused;
  }

  get result(): Synthesized | undefined {
    return this.made;
  }

  get step(): Step {
    const { name } = this.environment;
    return {
      title: name,
      run: () => {
        try {
          this.made = this.synthesize();
          return "done";
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          this.refused = error;
          return "refused";
        }
      },
    };
  }

  private synthesize(): Synthesized {
    const plan = planEnvironment(this.environment);
    return { ...this.write(plan), evidence: this.audit() };
  }

  private write(plan: Plan): Omit<Synthesized, "evidence"> {
    const { environment, staging } = this;
    const { out } = staging.folders;
    const charts = writeCharts(environment, plan, chartsFolder(out, environment.name));
    const stacks = synthesizeStacks({ environment, plan, charts, outdir: staging.openStacks(environment.name) });
    staging.addStacks(environment.name);
    writeFootprints(footprintsFolder(out, environment.name), installedFootprints());
    writeFileSync(planFile(out, environment.name), canonicalJson(plan));
    const { providerMirror } = plan.environment;
    if (providerMirror !== undefined) {
      writeTerraformConfiguration(terraformConfigurationFile(out, environment.name), providerMirror);
    }
    return { stacks, objects: charts.reduce((sum, { objects }) => sum + objects, 0) };
  }

  private audit(): Evidence {
    const { out, cdktf } = this.staging.folders;
    const { name } = this.environment;
    const facts = collectFacts({ terraform: cdktf, output: environmentFolder(out, name), environment: name });
    const evidence = auditEnvironment(facts);
    writeFileSync(factsFile(out, name), canonicalJson(facts));
    writeFileSync(evidenceFile(out, name), canonicalJson(evidence));
    return evidence;
  }
}
