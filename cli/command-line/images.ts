import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

interface ImagesOptions extends FolderOptions, JsonOption {
  readonly mirror?: true;
  readonly to: string;
}

export function addImages({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder } = invocation;
  const command = add("images <environment>", "List every image, chart and provider that an environment pulls.", [
    "bestek images noveu-zuid",
    "bestek images noveu-zuid --mirror && sh mirror/noveu-zuid/copy.sh",
  ]);
  withJson(withFolders(command, invocation))
    .option("--mirror", "write the script that copies them into the mirror, by digest")
    .option("--to <folder>", "where the script and its digests are kept", "mirror")
    .action(async (environment: string, { out, cdktfOut, json, mirror, to }: ImagesOptions) => {
      const { images } = await commands.images();
      report(images({ workingFolder, environment, out, cdktfOut, mirror: mirror === true, to }), json === true);
    });
}
