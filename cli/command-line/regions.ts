import { Option } from "commander";
import { clouds, withJson, type CommandLine, type JsonOption } from "./command-line";

export function addRegions({ add, commands, report }: CommandLine): void {
  withJson(add("regions", "List the EU regions that an environment may name.", ["bestek regions --cloud ovh"]))
    .addOption(new Option("--cloud <cloud>", "one cloud (default: all)").choices(clouds))
    .action(async ({ cloud, json }: JsonOption & { readonly cloud?: (typeof clouds)[number] }) => {
      const { regions } = await commands.regions();
      report(regions({ cloud }), json === true);
    });
}
