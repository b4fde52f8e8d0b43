import type { Command } from "commander";
import type { Invocation } from "../invocation";

export interface LockOption {
  /** Whether locks may not be written. */
  readonly frozenLock: boolean;
}

/** In CI nobody commits what a run wrote, so a lock must be complete there; elsewhere synthesis records what is new. */
export const withLock = (command: Command, { variables }: Invocation): Command =>
  command
    .option(
      "--frozen-lock",
      "refuse what the lock does not say yet; the default where CI is set",
      inCi(variables["CI"]),
    )
    .option("--no-frozen-lock", "record it in the lock, also where CI is set");

const inCi = (value: string | undefined): boolean => value !== undefined && !["", "0", "false"].includes(value);
