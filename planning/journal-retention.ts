import type { Derived, Journal } from "../language";
import { figureId, type Ledger } from "./ledger";

/** How long the copies in a service's journal stand, as the service says; the same for all of its instances. */
export const journalRetention = (ledger: Ledger, service: string, bucket: string, { kept }: Journal): Derived<"days"> =>
  ledger.figure(figureId(service, "bucket", bucket, "kept"), kept);
