// A process that synthesizes one environment after the other as it is told to; `SideBySide` starts and ends it.
import { Refusal } from "../language";
import { StagingPart } from "../output";
import { environmentReader } from "./environment-files";
import type { LoadedEnvironment } from "./load-environments";
import { lockedEnvironments } from "./locked-environments";
import { remembers } from "./lock-use";
import { taskSchema, writeRefusal, type Answer, type Task } from "./process-messages";
import { synthesizeEnvironment } from "./synthesize-environment";

async function answer(task: Task): Promise<Answer> {
  try {
    const { environment, lock } = await load(task);
    const part = new StagingPart(task.part);
    const memory = { workingFolder: task.workingFolder, lock, remember: remembers[task.lock] };
    const ended = synthesizeEnvironment(environment, part, memory, task.folder);
    return ended.kind === "written" ? ended : { ...ended, refusal: writeRefusal(ended.refusal) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", refusal: writeRefusal(error) };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { kind: "fault", message, stack: stack ?? message };
  }
}

/** The very environment that the file defines; an environment may hold what no message can carry. */
async function load({ workingFolder, file, name }: Task): Promise<LoadedEnvironment> {
  const { environments, refusal } = await environmentReader(workingFolder)(file);
  if (refusal !== undefined) throw refusal;
  const { loaded, refused } = lockedEnvironments(
    workingFolder,
    environments.filter((environment) => environment.name === name).map((environment) => ({ environment, file })),
  );
  for (const { refusal: unlocked } of refused) throw unlocked;
  const [own] = loaded;
  if (own === undefined) throw new Error(`${file} no longer defines environment "${name}"`);
  return own;
}

// A signal that a terminal sends to everybody is answered by the process that started this one.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (message) => {
  void answer(taskSchema.parse(message)).then((said) => process.send?.(said));
});
