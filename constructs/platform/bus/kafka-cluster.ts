import { Construct } from "constructs";
import { images, kafkaCluster, kafkaPorts } from "../../../catalog";
import { kafka as footprint } from "../../../catalog/footprints/kafka";
import { imageReference, toBytes, toCpu, type BusPlan, type Mirror } from "../../../language";
import type { Kafka, KafkaSpecKafka } from "../../../imports/custom-resources/strimzi/kafka";
import type { KafkaNodePool } from "../../../imports/custom-resources/strimzi/kafka-node-pool";
import type { PodMonitor } from "../../../imports/custom-resources/prometheus-operator/pod-monitor";
import { customObject } from "../../kubernetes/custom-object";
import { workloadCertificate } from "../certificates/internal-certificate";
import { podOf, resources, spread, without } from "../releases/pod-values";

export interface KafkaClusterProps {
  readonly plan: BusPlan;
  readonly mirror: Mirror;
  readonly pullSecret: string;
  /** Class of encrypted volumes. */
  readonly storageClass: string;
}

const { name, namespace, pool } = kafkaCluster;

/** Versions that Strimzi 1.2.0 brings (its release notes, 2026-08-18). */
const versions = { version: "4.3.1", metadataVersion: "4.3-IV0" } as const;

/** Certificate of the servers towards clients, and where its authority stands beside them. */
const listener = { certificate: "bus-listener", authority: "/mnt/authority" } as const;

const bootstrap = `${name}-kafka-bootstrap.${namespace}.svc.cluster.local`;
/** Strimzi names pods by cluster, pool and number. One by one: the authority gives no name that stands for others. */
const serverName = (number: number): string =>
  `${name}-${pool}-${String(number)}.${name}-kafka-brokers.${namespace}.svc.cluster.local`;

/** What every object of the cluster bears, so that Strimzi knows whose it is. */
export const ofCluster = { "strimzi.io/cluster": name } as const;

/**
 * Kafka over the zones of one site: three servers that are brokers and controllers at once, a copy of every message on each, two of which have it
 * before a publisher is answered. Clients come with a certificate of the internal authority and with nothing else; among themselves servers and
 * operators use an authority of Strimzi's own.
 */
export class KafkaCluster extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KafkaClusterProps,
  ) {
    super(scope, id);
    const servers = Array.from({ length: props.plan.servers.value }, (_, number) => serverName(number));
    workloadCertificate(this, { name: listener.certificate, hostNames: [bootstrap, ...servers], subject: bootstrap });
    this.servers();
    this.cluster();
    this.monitor();
  }

  private servers(): void {
    const { plan, storageClass, pullSecret } = this.props;
    const requests = { cpu: toCpu(plan.cpuRequest), memory: toBytes(plan.memoryRequest) };
    const heap = `${String(Math.floor(plan.memoryRequest.value / 2))}m`;
    const object: KafkaNodePool = {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaNodePool",
      spec: {
        replicas: plan.servers.value,
        roles: ["controller", "broker"],
        storage: { type: "persistent-claim", size: toBytes(plan.storage), class: storageClass, deleteClaim: false },
        resources: { requests, limits: { memory: requests.memory } },
        // The rest is for pages of the log.
        jvmOptions: { "-Xms": heap, "-Xmx": heap },
        template: {
          pod: {
            imagePullSecrets: [{ name: pullSecret }],
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  {
                    topologyKey: "kubernetes.io/hostname",
                    labelSelector: { matchLabels: podOf(footprint, "kafka").labels },
                  },
                ],
              },
            },
            topologySpreadConstraints: spread(podOf(footprint, "kafka")).slice(0, 1),
            volumes: [
              {
                name: "authority",
                secret: { secretName: listener.certificate, items: [{ key: "ca.crt", path: "ca.crt" }] },
              },
            ],
          },
          kafkaContainer: { volumeMounts: [{ name: "authority", mountPath: listener.authority }] },
        },
      },
    };
    customObject(this, { name: pool, labels: ofCluster }, object);
  }

  private cluster(): void {
    const { mirror, pullSecret } = this.props;
    const image = imageReference(images.kafka, mirror);
    const operators = podOf(footprint, "entity-operator");
    const half = {
      cpu: { ...operators.cpu, value: operators.cpu.value / 2 },
      memory: { ...operators.memory, value: operators.memory.value / 2 },
    };
    const pod = { imagePullSecrets: [{ name: pullSecret }] };
    const operatorImage = imageReference(images.strimzi, mirror);
    const object: Kafka = {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "Kafka",
      spec: {
        kafka: {
          ...versions,
          image,
          brokerRackInitImage: operatorImage,
          listeners: [clients],
          authorization: { type: "simple" },
          // Strimzi makes the budget: one server goes at a time, whoever asks.
          template: { podDisruptionBudget: { maxUnavailable: 1 } },
          rack: { type: "topology-label", topologyKey: "topology.kubernetes.io/zone" },
          config: {
            "default.replication.factor": 3,
            "min.insync.replicas": 2,
            "offsets.topic.replication.factor": 3,
            "transaction.state.log.replication.factor": 3,
            "transaction.state.log.min.isr": 2,
            "unclean.leader.election.enable": false,
            // A topic stands in a declaration or does not stand.
            "auto.create.topics.enable": false,
            // A worker that was away for as long as messages stay finds its place again.
            "offsets.retention.minutes": 30 * 24 * 60,
          },
        },
        entityOperator: {
          topicOperator: { image: operatorImage, resources: resources(half, half) },
          userOperator: { image: operatorImage, resources: resources(without(operators, half), half) },
          template: { pod },
        },
        kafkaExporter: {
          image,
          topicRegex: ".*",
          groupRegex: ".*",
          resources: resources(podOf(footprint, "exporter")),
          template: { pod },
        },
      },
    };
    customObject(this, { name }, object);
  }

  /** The exporter tells of every topic and every place; it is the only one asked. */
  private monitor(): void {
    const monitor: PodMonitor = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      spec: {
        selector: { matchLabels: { ...podOf(footprint, "exporter").labels } },
        podMetricsEndpoints: [{ port: "tcp-prometheus" }],
      },
    };
    customObject(this, { name }, monitor);
  }
}

/** The one way in: TLS 1.3, and a certificate that names the workload. Strimzi hands `listenerConfig` on, but for keystores (1.2). */
const clients: KafkaSpecKafka["listeners"][number] = {
  name: "clients",
  port: kafkaPorts.clients,
  type: "internal",
  tls: true,
  authentication: {
    type: "custom",
    sasl: false,
    listenerConfig: {
      "ssl.client.auth": "required",
      "ssl.enabled.protocols": "TLSv1.3",
      "ssl.truststore.type": "PEM",
      "ssl.truststore.location": `${listener.authority}/ca.crt`,
    },
  },
  configuration: {
    brokerCertChainAndKey: { secretName: listener.certificate, certificate: "tls.crt", key: "tls.key" },
    // Servers are found by names that the internal authority signs.
    useServiceDnsDomain: true,
  },
};
