import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

export function addState({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder } = invocation;
  const command = add("state <environment>", "Print the script that makes the place for Terraform's state.", [
    "bestek state noveu-zuid | sh",
  ]);
  withJson(withFolders(command, invocation)).action(
    async (environment: string, { out, cdktfOut, json }: FolderOptions & JsonOption) => {
      const { state } = await commands.state();
      report(state({ workingFolder, environment, out, cdktfOut }), json === true);
    },
  );
}
