import { Refusal } from "../language";
import { lockPath, type Lock } from "../lock/lock-file";

/** The lock of a loaded environment; throws a Refusal where it has none yet. */
export function lockOf(environment: string, loaded: { readonly lock: Lock | undefined } | undefined): Lock {
  if (loaded?.lock !== undefined) return loaded.lock;
  throw new Refusal(`environment "${environment}"`, [
    {
      where: lockPath(environment),
      value: undefined,
      why: "is missing: nothing is known to stand",
      wayOut: `bestek lock ${environment} writes it`,
    },
  ]);
}
