import { InvalidArgumentError, Option } from "commander";
import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

interface DriftOptions extends FolderOptions, JsonOption {
  readonly only?: "terraform" | "kubernetes";
  readonly plans?: string;
  readonly live?: string;
  readonly context: Readonly<Record<string, string>>;
}

export function addDrift({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder, variables } = invocation;
  const command = add("drift <environment>", "Show what runs otherwise than it was synthesized, and change nothing.", [
    "bestek drift noveu-zuid --context eu-west-par=zuid-par --context eu-south-mil=zuid-mil",
    "bestek drift noveu-zuid --only terraform",
    "bestek drift noveu-zuid --plans plans --live live --json",
  ]);
  withJson(withFolders(command, invocation))
    .addOption(new Option("--only <side>", "compare one half (default: both)").choices(["terraform", "kubernetes"]))
    .option("--plans <folder>", "<stack>.json as terraform show prints refresh-only plans (default: ask Terraform)")
    .option("--live <folder>", "<site>.json as kubectl get prints objects (default: ask kubectl)")
    .addOption(
      new Option("--context <site=context>", "context of kubectl for a site; may be repeated")
        .argParser(readContext)
        .default({}, "none"),
    )
    .action(async (environment: string, { out, cdktfOut, json, only, plans, live, context }: DriftOptions) => {
      const { drift, toolRunner } = await commands.drift();
      const run = toolRunner(variables);
      const folders = { workingFolder, environment, out, cdktfOut };
      report(await drift({ ...folders, only, plans, live, contexts: context, variables, run }), json === true);
    });
}

/** `<site>=<context>`, added to those before it. */
function readContext(text: string, earlier: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [site, context] = /^([a-z0-9-]+)=(.+)$/.exec(text)?.slice(1) ?? [];
  if (site === undefined || context === undefined) {
    throw new InvalidArgumentError('Write a site and a context, such as "eu-west-par=zuid-par".');
  }
  return { ...earlier, [site]: context };
}
