import type { Environment } from "../../environments/schema";
import type { Derived, Undecided } from "../../language";
import type { Ledger } from "../ledger";

/** Rule of a number that can't exist because nothing is copied: refused where a loss is promised. */
export const noCopyRule = "no-copy";

export interface NoCopy {
  readonly store: string;
  readonly from: readonly Derived[];
  readonly because: string;
  readonly wayOut: string;
  readonly accepts: Environment["recovery"]["accepts"];
}

/** The loss of a store of which no copy exists: everything, since the beginning; accepted by name and date, or refused. */
export function noCopy(
  ledger: Ledger,
  path: string,
  { store, from, because, wayOut, accepts }: NoCopy,
): Undecided<"s"> {
  const acceptance = accepts.find((accepted) => accepted.store === store);
  return acceptance === undefined
    ? ledger.undecided(path, "s", { rule: noCopyRule, from, because, wayOut })
    : ledger.undecided(path, "s", {
        rule: "accepted-no-copy",
        from,
        because: `${because}; accepted by ${acceptance.by} on ${acceptance.on}`,
        wayOut,
      });
}
