import { withJson, type CommandLine, type JsonOption } from "./command-line";

export function addPlan({ add, commands, invocation: { workingFolder }, report }: CommandLine): void {
  withJson(
    add("plan <environment>", "Show what follows from an environment's facts, and why.", [
      "bestek plan noveu-zuid",
      "bestek plan noveu-zuid --why services.mail.workloads.stalwart.replicas",
    ]),
  )
    .option("--why <path>", "show the computation behind one number")
    .action(async (environment: string, { why, json }: JsonOption & { readonly why?: string }) => {
      const { plan } = await commands.plan();
      report(await plan({ workingFolder, environment, why }), json === true);
    });
}
