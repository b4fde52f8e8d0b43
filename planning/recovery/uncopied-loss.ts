import { seconds, type Decided, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { noCopy } from "./no-copy";
import type { RecoveryContext } from "./recovery-context";
import type { Store } from "./stores";

type Uncopied = Extract<Store, { kind: "queue" | "volume" }>;

/** What a failure costs of a store that nothing copies. */
export function uncopiedLoss(
  ledger: Ledger,
  path: string,
  store: Uncopied,
  failure: Failure,
  { environment: { recovery } }: RecoveryContext,
): Decided<"s"> {
  const { accepts } = recovery;
  switch (store.kind) {
    case "queue":
      return noCopy(ledger, path, {
        store: store.id,
        from: [store.users],
        accepts,
        because: `the cache of ${store.service} holds work in flight and is not copied to another site`,
        wayOut: "let the service re-create its queue from its database",
      });
    case "volume":
      if (failure === "pod") {
        return ledger.derive(path, seconds(0), {
          rule: "volume-follows-pod",
          from: [store.size],
          because: "the volume outlives its pod and follows it to another node of the zone",
        });
      }
      return noCopy(ledger, path, {
        store: store.id,
        from: [store.size],
        accepts,
        because: `${store.of} is not copied to another site`,
        wayOut: "keep what must survive in the database or in a bucket",
      });
  }
}
