/** Milliseconds without any change after which nothing moves any more: some times what the scheduler lets a pod wait before it tries again. */
export const patience = 8_000;

/** Milliseconds between two looks. */
export const interval = 50;

export const pause = (milliseconds = interval): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again, some times a second, until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause();
}

/** Acts on all, sixteen at a time. */
export async function each<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one);
    }),
  );
}
