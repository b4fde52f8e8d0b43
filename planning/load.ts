import { seedUsage } from "../catalog";
import { describe, quantity, type Derived } from "../language";
import { assumptions } from "./assumptions";
import { figureId, type Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";

/** What all users together do at the planned peak. */
export interface Load {
  /** Traffic between the platform and the internet. */
  readonly network: Derived<"Mbit/s">;
}

/** The seed's burst, and what services pass beside the web's own traffic, such as calls. */
export function enterLoad(ledger: Ledger, users: Derived<"users">, instances: readonly ServiceInstance[]): Load {
  const burst = ledger.figure("network-burst", seedUsage.network);
  const unit = ledger.figure("network-burst-users", assumptions.userUnit);
  const streams = streamsOf(ledger, instances);
  const ofWeb = (users.value / unit.value) * burst.value;
  const ofStreams = streams.reduce((sum, stream) => sum + stream.value * users.value, 0);
  return {
    network: ledger.load("network", quantity(ofWeb + ofStreams, "Mbit/s"), {
      rule: "network-load",
      from: [users, burst, unit, ...streams],
      because: [
        `${describe(users)} / ${describe(unit)} x ${describe(burst)}`,
        ...streams.map((stream) => `${describe(users)} x ${describe(stream)}`),
      ].join(" + "),
    }),
  };
}

/** Each service once: tenants' instances together serve every user. */
function streamsOf(ledger: Ledger, instances: readonly ServiceInstance[]) {
  const services = new Map(instances.map(({ service }) => [service.name, service]));
  return [...services.values()].flatMap(({ name, exposes }) =>
    exposes.flatMap((exposure) =>
      exposure.kind === "tls" ? [ledger.figure(figureId(name, exposure.label, "traffic"), exposure.traffic)] : [],
    ),
  );
}
