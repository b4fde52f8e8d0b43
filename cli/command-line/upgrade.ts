import { Option } from "commander";
import type { Environment } from "../../environments/schema";
import { silently } from "../progress";
import { withJson, type CommandLine, type JsonOption } from "./command-line";

interface UpgradeOptions extends JsonOption {
  readonly kubernetes?: Environment["kubernetes"];
  readonly postgresql?: Environment["postgresql"];
  readonly dryRun?: true;
}

/** Spelled out here, so that help need not load the catalogue; a test holds them to it. */
export const kubernetesChoices = ["1.33", "1.34", "1.35", "1.36"] as const;
export const postgresqlChoices = ["15", "17"] as const;

export function addUpgrade({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder, screen } = invocation;
  withJson(
    add(
      "upgrade <environment> [component...]",
      "Move locked versions, and say what to know and in which order to apply.",
      [
        "bestek upgrade noveu-zuid",
        "bestek upgrade noveu-zuid --kubernetes 1.36",
        "bestek upgrade noveu-zuid envoy-gateway cert-manager --dry-run",
      ],
    ),
  )
    .addOption(new Option("--kubernetes <version>", "one minor version at a time").choices(kubernetesChoices))
    .addOption(new Option("--postgresql <major>", "major version").choices(postgresqlChoices))
    .option("--dry-run", "say what would change, and record nothing")
    .action(async (environment: string, components: string[], options: UpgradeOptions) => {
      const { kubernetes, postgresql, dryRun, json } = options;
      const { upgrade } = await commands.upgrade();
      const progress = json === true ? silently : screen.progress;
      const request = {
        workingFolder,
        environment,
        components,
        kubernetes,
        postgresql,
        dryRun: dryRun === true,
        progress,
      };
      report(await upgrade(request), json === true);
    });
}
