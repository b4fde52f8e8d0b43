import { engines, type Engines } from "./engines";

type Ready = Extract<Engines, { readonly kind: "ready" }>;

/** Declares tests that need the engines. Where they are missing they count as skipped, with the reason; in CI that is a failure. */
export function withEngines(title: string, declare: (engines: Ready) => void): void {
  const found = engines();
  switch (found.kind) {
    case "ready":
      describe(title, () => {
        declare(found);
      });
      return;
    case "missing":
      if (process.env["CI"] === undefined) test.skip(`${title}: ${found.reason}`, () => undefined);
      else {
        test(title, () => {
          throw new Error(found.reason);
        });
      }
  }
}
