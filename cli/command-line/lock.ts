import { readNames } from "../arguments";
import { silently } from "../progress";
import { withJson, type CommandLine, type JsonOption } from "./command-line";

export function addLock({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder, variables, screen } = invocation;
  withJson(
    add("lock [environment...]", "Record in environments/<name>.lock.json what is new; what is gone is refused.", [
      "bestek lock",
      "bestek lock noveu-zuid",
    ]),
  ).action(async (names: string[], { json }: JsonOption) => {
    const { lock } = await commands.lock();
    const environments = names.length > 0 ? names : readNames(variables["BESTEK_ENVIRONMENT"]);
    const progress = json === true ? silently : screen.progress;
    report(await lock({ workingFolder, environments, progress }), json === true);
  });
}
