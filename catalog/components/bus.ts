import { valuesRead, type HelmChart, type Image } from "../../language";

/** The server and its tools at the versions of the publisher's chart 2.14.2 (nats-io/k8s, read 2026-06-11). */
export const busImages = {
  /** NATS 2.14.2, Apache-2.0. The variant with a shell, which tells the server its pod's name. */
  nats: { registry: "docker.io", repository: "library/nats", tag: "2.14.2-alpine" },
  /** A shell with the publisher's command line client. */
  natsBox: { registry: "docker.io", repository: "natsio/nats-box", tag: "0.19.7" },
  natsExporter: { registry: "docker.io", repository: "natsio/prometheus-nats-exporter", tag: "0.20.1" },
  /**
   * Bento 1.21.1 (its change log, 2026-08-26), MIT: carries messages between HTTP, the bus and object storage, and acknowledges one
   * only when its other end has. Its image runs as user 10001 and holds one program and a busybox.
   */
  bento: { registry: "ghcr.io", repository: "warpstreamlabs/bento", tag: "1.21.1" },
  /** Operator, its topic and user operators, and the first container of every server (Strimzi's release 1.2.0, 2026-08-18). */
  strimzi: { registry: "quay.io", repository: "strimzi/operator", tag: "1.2.0" },
  /** Kafka 4.3.1 with its command line tools and the exporter of lag; same release. Runs as user 1001. */
  kafka: { registry: "quay.io", repository: "strimzi/kafka", tag: "1.2.0-kafka-4.3.1" },
} as const satisfies Record<string, Image>;

export const busCharts = {
  /** Read 2026-08-18, where `bus` is `kafka`. Its definitions lie in the folder `crds`: Helm installs them and never upgrades them. */
  strimzi: {
    name: "strimzi-kafka-operator",
    repository: "oci://quay.io/strimzi-helm",
    version: "1.2.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
