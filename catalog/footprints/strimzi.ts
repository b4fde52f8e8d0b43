import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { kafkaPorts } from "./kafka";
import { chosenRequests } from "./requests";

/** The operator of Kafka, where the bus is Kafka; the servers it makes are the footprint `bus`. */
export const strimzi: Footprint = {
  component: "strimzi",
  title: "Strimzi",
  namespace: "strimzi",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.strimzi,
  pods: {
    operator: {
      labels: { name: "strimzi-cluster-operator", "strimzi.io/kind": "cluster-operator" },
      account: "strimzi-cluster-operator",
      count: { kind: "fixed", count: 2 },
      ports: { http: tcp(8080) },
      ...chosenRequests(200, 384),
      volumes: 0,
      images: [images.strimzi],
      reaches: [
        ...resolvesNames,
        callsKubernetes("watches Kafka clusters, makes their pods and certificates"),
        reachesPods("bus/kafka", kafkaPorts.control, "asks the controllers for their quorum"),
        reachesPods("bus/kafka", kafkaPorts.replication, "asks the servers before it rolls one"),
        reachesPods("bus/kafka", kafkaPorts.agent, "asks each server for its state"),
      ],
      receives: [probedOn(8080)],
    },
  },
};
