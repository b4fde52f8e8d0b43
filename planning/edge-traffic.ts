import { edgeTraffic, gatewayFootprint, gatewayProxies, peakConcurrency, type GatewayProduct } from "../catalog";
import { describe, quantity, type EdgeTrafficPlan } from "../language";
import type { Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";

/** Proxies that the gateway always has, so that the loss of one leaves the rest. */
const proxies = (gateway: GatewayProduct): number => {
  const count = gatewayFootprint(gateway).pods[gatewayProxies]?.count;
  return count?.kind === "fixed" ? count.count : 1;
};

/** What one proxy of the gateway lets through to the instance; nothing where the instance has no address on the web. */
export function enterEdgeTraffic(
  ledger: Ledger,
  { id, service, users }: ServiceInstance,
  gateway: GatewayProduct,
): { readonly edge?: EdgeTrafficPlan } {
  if (!service.exposes.some(({ kind }) => kind === "https")) return {};
  const path = `services.${id}.edge`;
  const active = ledger.figure("peak-concurrency", peakConcurrency);
  const each = ledger.figure("edge-requests-per-active-user", edgeTraffic.requestsPerActiveUser);
  const least = ledger.figure("edge-minimum-requests", edgeTraffic.minimumRequests);
  const held = ledger.figure("edge-connections-per-user", edgeTraffic.connectionsPerUser);
  const leastHeld = ledger.figure("edge-minimum-connections", edgeTraffic.minimumConnections);
  // A proxy may stand in for a lost one, and never for two.
  const sharing = Math.max(1, proxies(gateway) - 1);
  const divided = `over ${String(sharing)} proxies, the others lost`;
  return {
    edge: {
      requests: ledger.derive(
        `${path}.requests`,
        quantity(Math.max(least.value, Math.ceil((users.value * active.value * each.value) / sharing)), "requests/s"),
        {
          rule: "edge-requests",
          from: [users, active, each, least],
          because: `${describe(users)} x ${describe(active)} x ${describe(each)} ${divided}, at least ${describe(least)}`,
        },
      ),
      connections: ledger.derive(
        `${path}.connections`,
        quantity(Math.max(leastHeld.value, Math.ceil((users.value * held.value) / sharing)), "1"),
        {
          rule: "edge-connections",
          from: [users, held, leastHeld],
          because: `${describe(users)} x ${describe(held)} ${divided}, at least ${describe(leastHeld)}`,
        },
      ),
    },
  };
}
