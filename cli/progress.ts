/** One step of a long command, named as the reader sees it. */
export interface Step {
  readonly title: string;
  readonly run: () => void;
}

/** Runs steps one after the other and shows how far they are; `main.ts` chooses how. */
export type Progress = (steps: readonly Step[]) => Promise<void>;

/** Shows nothing. */
export const silently: Progress = (steps) => {
  for (const { run } of steps) run();
  return Promise.resolve();
};

/** A line for every step that is done, for logs. */
export const inLines =
  (print: (line: string) => void): Progress =>
  (steps) => {
    for (const { title, run } of steps) {
      run();
      print(`${title}: done`);
    }
    return Promise.resolve();
  };

/** A list that redraws itself on a terminal. A step that fails ends the list; its error is the caller's to print. */
export const onTerminal: Progress = async (steps) => {
  const { Listr } = await import("listr2");
  const tasks = steps.map(({ title, run }) => ({
    title,
    task: async () => {
      // The list is redrawn between steps, each of which keeps the process busy until it ends.
      await new Promise((resolve) => setTimeout(resolve, 0));
      run();
    },
  }));
  await new Listr(tasks, { rendererOptions: { showErrorMessage: false, collapseErrors: false } }).run();
};
