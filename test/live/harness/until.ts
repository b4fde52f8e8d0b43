/** Asks again until there is an answer; throws with what is known when there is none for `seconds`, a bound on hanging. */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  { seconds = 60, known = () => "" }: { readonly seconds?: number; readonly known?: () => string } = {},
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let mistake = "";
  for (;;) {
    const answer = await attempt().catch((error: unknown) => {
      mistake = String(error);
      return undefined;
    });
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${String(seconds)} s; ${mistake}\n${known()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
