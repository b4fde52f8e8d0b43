import { Argument } from "commander";
import { WrongUse } from "../wrong-use";
import { retirables, withJson, withOn, type CommandLine, type JsonOption, type OnOption } from "./command-line";

interface RetireOptions extends JsonOption, OnOption {
  readonly by?: string;
  readonly forget?: true;
}

export function addRetire({ add, commands, invocation, report }: CommandLine): void {
  const command = add(
    "retire",
    "Let something stateful go: record it, and write how, from the export to the last copy.",
    [
      "bestek retire noveu-shared tenant gemeente-zuid --by 'service manager'",
      "bestek retire noveu-zuid site eu-west-par --by 'platform team' --on 2026-12-01",
      "bestek retire noveu-shared tenant gemeente-zuid --forget",
    ],
  )
    .argument("<environment>", "where it stands")
    .addArgument(new Argument("<what>", "what goes").choices(retirables))
    .argument("<id>", "its id, as the lock has it")
    .option("--by <who>", "role or name of who decides it")
    .option("--forget", "take the record away once no locked copy is left, so that the id can be used again");
  withJson(withOn(command, invocation)).action(
    async (environment: string, what: (typeof retirables)[number], id: string, options: RetireOptions) => {
      const { by, on, forget, json } = options;
      if (by === undefined && forget !== true) throw new WrongUse("say who decides it: --by <who>");
      const { retire } = await commands.retire();
      const { workingFolder } = invocation;
      report(
        await retire({ workingFolder, environment, kind: what, id, by, on, forget: forget === true }),
        json === true,
      );
    },
  );
}
