import { withJson, withOn, type CommandLine, type JsonOption, type OnOption } from "./command-line";

export function addMove({ add, commands, invocation, report }: CommandLine): void {
  const command = add(
    "move <environment> <from> <to>",
    "Record that a stateful resource has another name, so that it is kept.",
    ["bestek move noveu-zuid zuid-keys:ovh_okms.old_1A2B zuid-keys:ovh_okms.new_3C4D --by 'platform team'"],
  ).requiredOption("--by <who>", "role or name of who decides it");
  withJson(withOn(command, invocation)).action(
    async (
      environment: string,
      from: string,
      to: string,
      { by, on, json }: JsonOption & OnOption & { readonly by: string },
    ) => {
      const { move } = await commands.move();
      const { workingFolder } = invocation;
      report(await move({ workingFolder, environment, from, to, by, on }), json === true);
    },
  );
}
