import { busAccount, type BusCallOut } from "../../../../language";
import type { Findings } from "../../../check";
import type { World } from "../world";
import { kafkaFindings } from "./kafka";
import { natsFindings } from "./nats";

/** Sets of pods that serve the bus, one of which there is. */
const servers = { nats: "bus/nats", kafka: "bus/kafka" } as const;

/** What the bus asks of messages for one worker; a tenant's worker reads what its own services publish. */
export function deliveryFindings(world: World, asks: BusCallOut): Findings | undefined {
  const { subscription } = asks;
  const worker = `${subscription.service}/${subscription.worker}`;
  // Streams and places are made where the bus runs.
  if (!world.judges(worker) || world.isElsewhere(worker)) return undefined;
  const account = busAccount(world.tenant);
  if (world.podsOf(servers.nats).length > 0) return { failures: natsFindings(world, asks, account) };
  if (world.podsOf(servers.kafka).length > 0) return { failures: kafkaFindings(world, asks, account) };
  return {
    failures: [
      {
        where: "bus",
        why: "stands in no file, so that nobody takes what is published",
        wayOut: "write it, or remove the path",
      },
    ],
  };
}
