import { databaseInstances, gatewayProxyId, kafkaCluster } from "../catalog";
import type { Environment } from "../environments/schema";
import {
  hopId,
  type Flow,
  type Hop,
  type HopPlan,
  type Party,
  type PathEnd,
  type PathPlan,
  type ServiceDefinition,
} from "../language";
import { busName, pathsOf, servicesOf } from "../suites";
import { bucketTargets, clustersOf, partyName } from "./flows";

interface Chosen extends Pick<Environment, "suite" | "tenancy" | "parts"> {
  /** Those that run there. */
  readonly services: readonly ServiceDefinition[];
}

type Flows = readonly (readonly [id: string, flow: Flow])[];

/** Pods that scrape. */
const monitoring = "kube-prometheus-stack/prometheus";

/** The ways that data takes, each hop by the flows that carry it. A hop without a flow stays as it is, for the audit to find. */
export function planPaths(
  environment: Pick<Environment, "suite" | "tenancy" | "parts">,
  flows: Readonly<Record<string, Flow>>,
): Readonly<Record<string, PathPlan>> {
  const { suite, tenancy, parts } = environment;
  const chosen: Chosen = { suite, tenancy, parts, services: servicesOf(environment) };
  const planned = Object.entries(flows);
  return Object.fromEntries(
    Object.entries(pathsOf(environment)).map(([id, { flow, title, hops }]) => [
      id,
      {
        flow,
        title,
        hops: Object.fromEntries(
          hops.map((hop, index) => [hopId(index, hop.name), planHop(hop, chosen, planned)] as const),
        ),
      },
    ]),
  );
}

function planHop(hop: Hop, environment: Chosen, flows: Flows): HopPlan {
  switch (hop.kind) {
    case "call-out":
    case "record":
    case "open":
      return hop;
    case "edge": {
      const isFrom = endOf(hop.from, environment);
      const isTo = endOf(hop.to, environment);
      const leading = flows.filter(
        ([, { to, port, by }]) => by === undefined && isTo(to) && (hop.port === undefined || hop.port === port),
      );
      const carried = leading.filter(([, { from }]) => isFrom(from));
      return {
        kind: "edge",
        name: hop.name,
        flows: Object.fromEntries(carried.map(([id, { because }]) => [id, because])),
        passage: hop.passage,
        entrance:
          hop.entrance.kind === "credentials"
            ? hop.entrance
            : {
                kind: "hops-alone",
                others: Object.fromEntries(
                  hop.entrance.others.flatMap(({ from, because }) =>
                    partiesOf(endOf(from, environment), leading).map((id) => [id, because] as const),
                  ),
                ),
              },
      };
    }
  }
}

/** Ids of pods that some flow starts at, among those that an end means. */
const partiesOf = (isMeant: (party: Party) => boolean, flows: Flows): readonly string[] => [
  ...new Set(flows.flatMap(([, { from }]) => (from.kind === "pods" && isMeant(from) ? [from.id] : []))),
];

/** Whether a party of a flow is what an end of a hop means. */
function endOf(end: PathEnd, environment: Chosen): (party: Party) => boolean {
  const ids =
    (...known: readonly string[]) =>
    (party: Party): boolean =>
      party.kind === "pods" && known.includes(party.id);
  switch (end.kind) {
    case "outside":
      return ({ kind }) => kind === "load-balancers";
    case "gateway":
      return ids(gatewayProxyId(environment.parts.gateway));
    case "workload":
      return ids(`${end.service}/${end.workload}`);
    case "service":
      return (party) => party.kind === "pods" && party.id.startsWith(`${end.service}/`);
    case "cache":
      return ids(`cache/${end.service}`);
    case "database": {
      const service = environment.services.find(({ name }) => name === end.service);
      const clusters = service === undefined ? [] : clustersOf(environment, service);
      return ids(...clusters.map(databaseInstances));
    }
    case "objects": {
      const { services } = environment;
      const workloads = services.find(({ name }) => name === end.service)?.workloads ?? {};
      const targets = bucketTargets(end.service, workloads, services).map(([to]) => partyName(to));
      return (party) => targets.includes(partyName(party));
    }
    case "bus":
      return environment.suite.bus === "kafka" ? ids(`${kafkaCluster.name}/kafka`) : ids(`${busName}/nats`);
    case "monitoring":
      return ids(monitoring);
  }
}
