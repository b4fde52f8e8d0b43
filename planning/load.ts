import { seedUsage } from "../catalog";
import { describe, quantity, type Derived } from "../language";
import { assumptions } from "./assumptions";
import type { Ledger } from "./ledger";

/** What all users together do at the planned peak. */
export interface Load {
  /** Traffic between the platform and the internet. */
  readonly network: Derived<"Mbit/s">;
}

export function enterLoad(ledger: Ledger, users: Derived<"users">): Load {
  const burst = ledger.figure("network-burst", seedUsage.network);
  const unit = ledger.figure("network-burst-users", assumptions.userUnit);
  return {
    network: ledger.load("network", quantity((users.value / unit.value) * burst.value, "Mbit/s"), {
      rule: "network-load",
      from: [users, burst, unit],
      because: `${describe(users)} / ${describe(unit)} x ${describe(burst)}`,
    }),
  };
}
