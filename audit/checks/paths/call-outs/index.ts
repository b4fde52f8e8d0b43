import type { CallOut, HopPlan } from "../../../../language";
import type { Findings } from "../../../check";
import type { World } from "../world";
import { deliveryFindings } from "./bus";
import { gatewayFindings } from "./gateway";
import { senderFindings, spamFindings } from "./mail";
import { scanFindings, verdictFindings } from "./antivirus";
import { cacheFindings, databaseFindings } from "./stores";

/** What is wrong with something that is asked inside a process; undefined where it is judged in another world. */
export function callOutFindings(
  world: World,
  asks: CallOut,
  beside: Readonly<Record<string, HopPlan>>,
): Findings | undefined {
  switch (asks.kind) {
    case "firewall":
    case "rate-limit":
    case "circuit-breaker":
    case "sign-in":
    case "token":
    case "authorization":
      return world.judges(asks.before) ? { failures: gatewayFindings(world, asks, beside) } : undefined;
    case "sender-check":
      return world.judges(asks.within) ? { failures: senderFindings(world, asks.within) } : undefined;
    case "spam-filter":
      return world.judges(asks.within) ? { failures: spamFindings(world, asks.within) } : undefined;
    case "virus-scan":
      return world.judges(asks.within) ? { failures: scanFindings(world, asks.within, asks.of) } : undefined;
    case "virus-verdict":
      return world.judges(asks.within) ? { failures: verdictFindings(world, asks.within, asks.of) } : undefined;
    case "publisher":
    case "stream":
    case "delivery":
    case "dead-letters":
      return deliveryFindings(world, asks);
    case "database-session":
      return databaseFindings(world, asks.service);
    case "cache-session":
      return world.judges(`cache/${asks.service}`) ? { failures: cacheFindings(world, asks.service) } : undefined;
  }
}
