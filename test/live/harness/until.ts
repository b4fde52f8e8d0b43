/** Asks until what comes pleases, or `seconds` have passed; returns what came last, for whoever asked to judge. */
export async function eventually<T>(ask: () => Promise<T>, pleases: (answer: T) => boolean, seconds = 120): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (pleases(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asks again until there is an answer; throws with what is known when there is none for `seconds`, a bound on hanging. */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  { seconds = 60, known = () => "" }: { readonly seconds?: number; readonly known?: () => string } = {},
): Promise<T> {
  let mistake = "";
  const tried = (): Promise<T | undefined> =>
    attempt().catch((error: unknown) => {
      mistake = String(error);
      return undefined;
    });
  const answer = await eventually(tried, (given) => given !== undefined, seconds);
  if (answer === undefined) throw new Error(`${what}: not within ${String(seconds)} s; ${mistake}\n${known()}`);
  return answer;
}
