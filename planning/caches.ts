import {
  describe,
  mebibytes,
  millicores,
  replicas,
  type CachePlan,
  type Extent,
  type ServiceDefinition,
} from "../language";
import { enterSize } from "./extent";
import { footprintPod, footprintRequests } from "./footprint-pod";
import { figureId, type Ledger } from "./ledger";
import { assumptions } from "./assumptions";
import type { WorkloadsInput } from "./workloads";

/** A cache for every service that needs one, by service. */
export const enterCaches = (
  ledger: Ledger,
  services: readonly ServiceDefinition[],
  input: WorkloadsInput,
): Readonly<Record<string, CachePlan>> =>
  Object.fromEntries(
    services.flatMap(({ name, needs: { cache } }) =>
      cache === undefined ? [] : [[name, enterCache(ledger, name, cache.memory, input)] as const],
    ),
  );

function enterCache(ledger: Ledger, service: string, content: Extent, { users, usage }: WorkloadsInput): CachePlan {
  const path = `caches.${service}`;
  const kept = enterSize(
    ledger,
    `load.cache-${service}`,
    { extent: content, id: figureId(service, "cache"), users },
    usage,
  );
  const { cpu, memory } = footprintRequests(ledger, "valkey", "server", footprintPod("valkey", "server"));
  const count = ledger.figure("cache-replicas", assumptions.cacheReplicas);
  return {
    replicas: ledger.derive(`${path}.replicas`, replicas(count.value), {
      rule: "cache-replicas",
      from: [count],
      because: `${describe(count)}: ${count.because}`,
    }),
    cpuRequest: ledger.derive(`${path}.cpuRequest`, millicores(cpu.value), {
      rule: "request",
      from: [cpu],
      because: `${describe(cpu)}: ${cpu.because}`,
    }),
    memoryRequest: ledger.derive(`${path}.memoryRequest`, mebibytes(kept.value + memory.value), {
      rule: "cache-memory",
      from: [kept, memory],
      because: `${describe(kept)} of content + ${describe(memory)} for server and exporter`,
    }),
  };
}
