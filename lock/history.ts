import { isTerraform } from "./stateful-mistakes";
import type { Lock, Stateful } from "./lock-file";

/** What synthesis must know of the past: names that resources had, and things that may be destroyed now. */
export interface History {
  readonly moves: readonly { readonly stack: string; readonly from: string; readonly to: string }[];
  /** Terraform ids, `<stack>:<address>`, that were retired and still stand. */
  readonly released: readonly string[];
}

/** Nothing happened yet. */
const noHistory: History = { moves: [], released: [] };

export function historyOf(lock: Lock | undefined): History {
  if (lock === undefined) return noHistory;
  return {
    moves: lock.moves.map(({ stack, from, to }) => ({ stack, from, to })),
    released: Object.entries(lock.stateful)
      .filter(([id, entry]) => isTerraform(id) && isReleased(id, entry, lock))
      .map(([id]) => id),
  };
}

function isReleased(id: string, { tenant, service, site }: Stateful, { retired }: Lock): boolean {
  const has = (kind: keyof Lock["retired"], key: string | undefined): boolean =>
    key !== undefined && Object.hasOwn(retired[kind], key);
  return (
    has("tenant", tenant) ||
    has("service", service) ||
    has("site", site) ||
    has("address", id) ||
    has("stack", id.split(":", 1)[0])
  );
}
