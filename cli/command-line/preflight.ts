import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

interface PreflightOptions extends FolderOptions, JsonOption {
  readonly online?: true;
  readonly policies?: true;
}

export function addPreflight({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder, variables } = invocation;
  const command = add("preflight <environment>", "List what a person must supply, and check what can be checked.", [
    "bestek preflight noveu-zuid",
    "bestek preflight noveu-zuid --online",
    "bestek preflight noveu-zuid --policies",
  ]);
  withJson(withFolders(command, invocation))
    .option("--online", "ask name servers, the registry and the state's bucket too")
    .option("--policies", "print the least policy of each cloud's credentials instead")
    .action(async (environment: string, { out, cdktfOut, json, online, policies }: PreflightOptions) => {
      const { preflight, theWorld } = await commands.preflight();
      const choices = { online: online === true, policies: policies === true };
      const world = theWorld(variables);
      report(await preflight({ workingFolder, environment, out, cdktfOut, ...choices, world }), json === true);
    });
}
