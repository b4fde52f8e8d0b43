import { App, TerraformResource } from "cdktf";
import { join } from "node:path";
import { arrangeStacks, type Arrangement } from "./arrange-stacks";
import { ChartFolder } from "./chart-folder";
import { applyHistory, type StackHistory } from "./history";
import { refuseUndeployable } from "./refuse-undeployable";

/** What one synthesis writes. */
export interface SynthesisInput extends Arrangement {
  /** Folder for `manifest.json` and `stacks/`; a fresh one for every environment. */
  readonly outdir: string;
  /** Default: nothing happened before. */
  readonly history?: StackHistory;
}

export interface SynthesizedStack {
  readonly name: string;
  /** Number of resources in it. */
  readonly resources: number;
  /** Names of the stacks that must be applied before it, the direct ones alone. */
  readonly after: readonly string[];
}

/** Terraform and OpenTofu versions that synthesis checks its features against; the same bound stands in every stack. */
const targetVersions = { terraform: ">=1.11.0", opentofu: ">=1.11.0" };

/**
 * Writes the Terraform half of an environment; the stacks come in the order of their application. Throws a Refusal where
 * a site can't be built by this version. Setting CDKTN_DISABLE_CREATION_STACK beforehand halves the time.
 */
export function synthesizeStacks({ outdir, history, ...arrangement }: SynthesisInput): readonly SynthesizedStack[] {
  refuseUndeployable(arrangement.environment);
  const app = new App({
    outdir,
    stackTraces: false,
    context: { targetVersions, failOnConstructsOutsideOfStacks: true },
  });
  const stacks = arrangeStacks(app, arrangement);
  if (history !== undefined) applyHistory(stacks, history);
  app.synth();
  return stacks.map((stack) => {
    const elements = stack.node.findAll();
    for (const element of elements) {
      if (element instanceof ChartFolder) element.carryInto(join(outdir, "stacks", stack.node.id));
    }
    return {
      name: stack.node.id,
      resources: elements.filter((element) => TerraformResource.isTerraformResource(element)).length,
      after: stack.dependencies.map(({ node }) => node.id),
    };
  });
}
