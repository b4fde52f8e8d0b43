import type { CommandLine } from "./command-line";

export function addNew({ add, commands, invocation: { workingFolder }, report }: CommandLine): void {
  add("new <folder>", "Write a customer's repository: one page of facts to fill in, and what deploys it.", [
    "bestek new gemeente-zuid",
    "bestek new platform --name zuid",
  ])
    .option("--name <name>", "name of the first environment (default: the folder's name)")
    .action(async (folder: string, { name }: { readonly name?: string }) => {
      const { newRepository } = await commands.newRepository();
      report(newRepository({ workingFolder, folder, name }), false);
    });
}
