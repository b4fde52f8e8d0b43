/**
 * Declares a claim that nothing at hand lets anybody try: counted as skipped, with the reason. In CI it is a failure, because there nobody reads
 * reasons.
 */
export function notTried(claim: string, why: string): void {
  if (process.env["CI"] === undefined) {
    test.skip(`${claim}: ${why}`, () => undefined);
    return;
  }
  test(claim, () => {
    throw new Error(why);
  });
}
