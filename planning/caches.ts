import { describe, mebibytes, millicores, replicas, type CachePlan, type Extent } from "../language";
import { assumptions } from "./assumptions";
import { loadSize } from "./extent";
import { footprintPod } from "./footprint-pod";
import { figureId, type Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";
import type { WorkloadsInput } from "./workloads";

/** A cache for every instance whose service needs one, by instance. */
export const enterCaches = (
  ledger: Ledger,
  instances: readonly ServiceInstance[],
  input: WorkloadsInput,
): Readonly<Record<string, CachePlan>> =>
  Object.fromEntries(
    instances.flatMap((instance) => {
      const { cache } = instance.service.needs;
      return cache === undefined ? [] : [[instance.id, enterCache(ledger, instance, cache.memory, input)] as const];
    }),
  );

function enterCache(
  ledger: Ledger,
  { id, service, users }: ServiceInstance,
  content: Extent,
  { usage }: WorkloadsInput,
): CachePlan {
  const path = `caches.${id}`;
  const extent = { extent: content, id: figureId(service.name, "cache"), users };
  const kept = loadSize(ledger, `cache-${id}`, extent, usage);
  const fill = ledger.figure("cache-fill", assumptions.cacheFill);
  const cpu = ledger.figure("valkey-server-cpu", footprintPod("valkey", "server").cpu);
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
    memoryRequest: ledger.derive(`${path}.memoryRequest`, mebibytes(Math.ceil(kept.value / fill.value)), {
      rule: "cache-memory",
      from: [kept, fill],
      because: `${describe(kept)} of content / ${describe(fill)}: ${fill.because}`,
    }),
  };
}
