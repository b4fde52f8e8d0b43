import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

export function addAudit({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder } = invocation;
  const command = add("audit <environment>", "Judge what stands in the output folders now, and change nothing.", [
    "bestek audit noveu-zuid",
    "bestek audit noveu-zuid --json",
  ]);
  withJson(withFolders(command, invocation)).action(
    async (environment: string, { out, cdktfOut, json }: FolderOptions & JsonOption) => {
      const { audit } = await commands.audit();
      report(audit({ workingFolder, environment, out, cdktfOut }), json === true);
    },
  );
}
