import { kafkaCluster, planningDecisions } from "../catalog";
import type { Environment } from "../environments/schema";
import { describe, figure, mebibytes, replicas, type BusPlan, type Source } from "../language";
import { servicesOf } from "../suites";
import type { PlannedPods } from "./footprint-demand";
import { footprintPod, footprintRequests } from "./footprint-pod";
import { figureId, type Ledger } from "./ledger";

const decision: Source = { kind: "decision", ref: "bestek event bus, Kafka", date: "2026-11-21" };

/** What Kafka keeps for itself on each server. */
const ownRecords = figure(
  mebibytes(2048),
  "what Kafka keeps for itself on one server: remembered places, and who may do what",
  decision,
);

/** What the dead letters of one subscription may take up: a message is a mebibyte at most. */
export const deadLetterTopicSize = figure(mebibytes(64), "dead letters of one subscription", decision);

/** Kafka, where it is the bus: a server for each copy of a message, and so for each zone. Undefined where it is not. */
export function enterBus(ledger: Ledger, environment: Pick<Environment, "suite" | "tenancy">): BusPlan | undefined {
  if (environment.suite.bus !== "kafka") return undefined;
  const letters = ledger.figure("bus-dead-letters", deadLetterTopicSize);
  const own = ledger.figure("bus-own-records", ownRecords);
  const topics = servicesOf(environment).flatMap(({ name, needs: { bus } }) => [
    ...Object.entries(bus?.publishes ?? {}).map(([topic, { size }]) =>
      ledger.figure(figureId(name, "topic", topic), size),
    ),
    ...Object.keys(bus?.consumes ?? {}).map(() => letters),
  ]);
  const overhead = ledger.figure("volume-overhead", planningDecisions.volumeOverhead);
  // The segment that is being written counts for nothing when Kafka makes room: a quarter more (see the topics).
  const stored = topics.reduce((sum, { value }) => sum + value * 1.25, own.value);
  const least = ledger.figure("quorum-replicas", planningDecisions.quorumReplicas);
  const requests = footprintRequests(ledger, kafkaCluster.name, "kafka", footprintPod(kafkaCluster.name, "kafka"));
  return {
    servers: ledger.derive("bus.servers", replicas(least.value), {
      rule: "bus-servers",
      from: [least],
      because: `${describe(least)}, each with a copy of every message, two of which have it before a publisher is answered`,
    }),
    cpuRequest: ledger.derive("bus.cpuRequest", requests.cpu, {
      rule: "pod-request",
      from: [requests.cpu],
      because: `${describe(requests.cpu)}, as its footprint says`,
    }),
    memoryRequest: ledger.derive("bus.memoryRequest", requests.memory, {
      rule: "pod-request",
      from: [requests.memory],
      because: `${describe(requests.memory)}, as its footprint says`,
    }),
    storage: ledger.derive("bus.storage", mebibytes(Math.ceil((stored * overhead.value) / 1024) * 1024), {
      rule: "bus-volume",
      from: [...topics, own, overhead],
      because: `topics at their largest and a quarter more, ${describe(own)}, x ${describe(overhead)}, in whole GiB`,
    }),
  };
}

/** The servers as planning counts pods. */
export const busPods = (bus: BusPlan | undefined): Readonly<Record<string, PlannedPods>> =>
  bus === undefined
    ? {}
    : {
        "bus.servers": { count: bus.servers, cpu: bus.cpuRequest, memory: bus.memoryRequest, volumes: [bus.storage] },
      };
