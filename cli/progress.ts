/** One step of a long command, named as the reader sees it. */
export interface Step {
  readonly title: string;
  /** A refused step has kept its refusal for later; the other steps go on. */
  readonly run: () => StepEnd | Promise<StepEnd>;
}

export type StepEnd = "done" | "refused";

/** Runs steps one after the other and shows how far they are; `main.ts` chooses how. */
export type Progress = (steps: readonly Step[]) => Promise<void>;

/** Shows nothing. */
export const silently: Progress = async (steps) => {
  for (const { run } of steps) {
    await paused();
    await run();
  }
};

/** A line for every step, for logs. */
export const inLines =
  (print: (line: string) => void): Progress =>
  async (steps) => {
    for (const { title, run } of steps) {
      await paused();
      print(`${title}: ${await run()}`);
    }
  };

/** A list that redraws itself on a terminal. A step that throws ends the list; its error is the caller's to print. */
export const onTerminal: Progress = async (steps) => {
  const { Listr } = await import("listr2");
  const list = new Listr<undefined>(
    steps.map(({ title, run }) => ({
      title,
      task: async (_, task) => {
        await paused();
        if ((await run()) === "refused") task.skip(`${title}: refused`);
      },
    })),
    { rendererOptions: { showErrorMessage: false } },
  );
  await list.run();
};

/** Most steps keep the process busy until they end: in between, lines are drawn and signals are heard. */
const paused = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
