import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Refusal } from "../language";
import { answerSchema, readRefusal, type Answer, type Task } from "./process-messages";
import type { Processes } from "./processes";

/** What became of a task; where its process died over it, that is a refusal. */
export type TaskEnd =
  | Extract<Answer, { readonly kind: "written" }>
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "fault"; readonly error: Error };

/** Environments that other processes synthesize, several at once. */
export class SideBySide {
  private readonly children = new Set<ChildProcess>();
  private readonly endings = new Map<string, Promise<TaskEnd>>();
  private readonly waiting: { readonly task: Task; readonly end: (ended: TaskEnd) => void }[] = [];

  /** Starts at once, with the first of `tasks`; what takes longest should stand there. Call `stop` whatever happens. */
  constructor(
    tasks: readonly Task[],
    private readonly processes: Processes,
  ) {
    for (const task of tasks) {
      let end: (ended: TaskEnd) => void = () => undefined;
      this.endings.set(task.name, new Promise((done) => (end = done)));
      this.waiting.push({ task, end });
    }
    for (const _ of tasks.slice(0, processes.most)) void this.work();
  }

  /** What became of an environment, as soon as that is known. */
  async ended(name: string): Promise<TaskEnd> {
    const ending = this.endings.get(name);
    if (ending === undefined) throw new Error(`environment "${name}" was given to no process`);
    return ending;
  }

  /** Ends every process; when it returns, nobody writes any more. */
  async stop(): Promise<void> {
    this.waiting.length = 0;
    await Promise.all(
      [...this.children].map(async (child) => {
        child.kill("SIGKILL");
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      }),
    );
  }

  /** Does what is waiting, one after the other, in one process; where that dies, the next has another one. */
  private async work(): Promise<void> {
    let child: ChildProcess | undefined;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      try {
        child = child?.connected === true ? child : this.start();
        next.end(await ask(child, next.task));
      } catch (error) {
        next.end({ kind: "fault", error: error instanceof Error ? error : new Error(String(error)) });
      }
    }
    if (child?.connected === true) child.disconnect();
  }

  private start(): ChildProcess {
    // What an environment's file prints must not get into the results.
    const child = fork(this.processes.program, { stdio: ["ignore", 2, 2, "ipc"] });
    this.children.add(child);
    child.once("exit", () => this.children.delete(child));
    return child;
  }
}

/** What the process says, or how it ended; throws where it can't be had or understood. */
async function ask(child: ChildProcess, task: Task): Promise<TaskEnd> {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const first = Promise.race([
      once(child, "message", { signal }).then(answered),
      once(child, "exit", { signal }).then(died(task)),
    ]);
    // Where the process is gone already, how it ended is the answer.
    child.send(task, () => undefined);
    return await first;
  } finally {
    heard.abort();
  }
}

const answered = ([message]: readonly unknown[]): TaskEnd => read(answerSchema.parse(message));

function read(answer: Answer): TaskEnd {
  switch (answer.kind) {
    case "written":
      return answer;
    case "refused":
      return { kind: "refused", refusal: readRefusal(answer.refusal) };
    case "fault": {
      const error = new Error(answer.message);
      error.stack = answer.stack;
      return { kind: "fault", error };
    }
  }
}

const died =
  ({ name }: Task) =>
  ([code, signal]: readonly unknown[]): TaskEnd => ({
    kind: "refused",
    refusal: new Refusal(`environment "${name}"`, [
      {
        where: "the process that synthesized it",
        value: typeof signal === "string" ? signal : `exit code ${String(code)}`,
        why: "ended it before it was done",
        wayOut: `if the machine was short of memory, synthesize fewer environments at once, such as: bestek synth ${name}`,
      },
    ]),
  });
