import { cacheFolder } from "../cache-folder";
import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

interface SimulateOptions extends FolderOptions, JsonOption {
  readonly site?: string;
  readonly report?: string;
}

export function addSimulate({ add, commands, invocation, report: print }: CommandLine): void {
  const { workingFolder, variables, screen } = invocation;
  const command = add(
    "simulate <environment>",
    "Play installation, losses and peaks on a real scheduler with the planned nodes.",
    ["bestek simulate noveu-zuid", "bestek simulate noveu-zuid --site eu-south-mil --json"],
  );
  withJson(withFolders(command, invocation))
    .option("--site <site>", "play one site (default: all of them)")
    .option("--report <file>", "where the result is written (default: simulation.json beside the plan)")
    .action(async (environment: string, { out, cdktfOut, json, site, report }: SimulateOptions) => {
      const { simulate } = await commands.simulate();
      const folders = { workingFolder, environment, out, cdktfOut };
      const { progress } = screen;
      print(await simulate({ ...folders, site, report, cache: cacheFolder(variables), progress }), json === true);
    });
}
