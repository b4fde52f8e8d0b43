import { readNames } from "../arguments";
import { silently } from "../progress";
import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";
import { withLock, type LockOption } from "./lock-option";

export function addSynth({ add, commands, invocation, report }: CommandLine): void {
  const { workingFolder, variables, screen, processes } = invocation;
  const command = add(
    "synth [environment...]",
    "Write environments as Terraform and Kubernetes, and audit what was written.",
    ["bestek synth", "bestek synth noveu-zuid", "BESTEK_ENVIRONMENT=noveu-zuid bestek synth"],
  );
  withLock(withJson(withFolders(command, invocation)), invocation).action(
    async (names: string[], { out, cdktfOut, json, frozenLock }: FolderOptions & JsonOption & LockOption) => {
      const { synth } = await commands.synth();
      const environments = names.length > 0 ? names : readNames(variables["BESTEK_ENVIRONMENT"]);
      const progress = json === true ? silently : screen.progress;
      const lock = frozenLock ? "frozen" : "record";
      report(await synth({ workingFolder, environments, out, cdktfOut, progress, lock, processes }), json === true);
    },
  );
}
