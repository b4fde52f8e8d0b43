import { Option } from "commander";
import { readChoices, readUsers } from "../arguments";
import { clouds, tiers, usages, withJson, type CommandLine, type JsonOption } from "./command-line";

interface SizeOptions extends JsonOption {
  readonly users: readonly number[];
  readonly tier?: readonly (typeof tiers)[number][];
  readonly cloud?: readonly (typeof clouds)[number][];
  readonly usage: (typeof usages)[number];
}

export function addSize({ add, commands, report }: CommandLine): void {
  withJson(
    add("size", "Show what a number of users takes and costs on every cloud and tier.", [
      "bestek size --users 500,1000,4200",
      "bestek size --users 4200 --tier pro --cloud ovh --usage measured",
    ]),
  )
    .addOption(new Option("--users <numbers>", "named users").argParser(readUsers).makeOptionMandatory())
    .addOption(new Option("--tier <tiers>", `${tiers.join(", ")} (default: all)`).argParser(readChoices(tiers)))
    .addOption(new Option("--cloud <clouds>", `${clouds.join(", ")} (default: all)`).argParser(readChoices(clouds)))
    .addOption(
      new Option("--usage <usage>", "what a user stores, as estimated or as measured").choices(usages).default("seed"),
    )
    .action(async ({ users, usage, tier, cloud, json }: SizeOptions) => {
      const { size } = await commands.size();
      const tierChoice = tier === undefined ? {} : { tiers: tier };
      const cloudChoice = cloud === undefined ? {} : { clouds: cloud };
      report(size({ users, usage, ...tierChoice, ...cloudChoice }), json === true);
    });
}
