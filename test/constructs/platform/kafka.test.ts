import { aclsOf, kafkaUsers } from "../../../constructs/platform/bus/kafka-users";
import { kafkaTopics } from "../../../constructs/platform/bus/kafka-topics";
import { KafkaCluster } from "../../../constructs/platform/bus/kafka-cluster";
import eigen from "../../../environments/noveu-eigen";
import { defineEnvironment } from "../../../environments/schema";
import { mirrorAt, busClients, days, figure, mebibytes, quantity, seconds, type BusNeed } from "../../../language";
import { planEnvironment } from "../../../planning/plan-environment";
import { render } from "../render";

const source = { kind: "estimate", ref: "a test", date: "2026-11-21" } as const;

const bus: BusNeed = {
  publishes: {
    orders: {
      publisher: "web",
      kept: figure(days(7), "a week", source),
      size: figure(mebibytes(100), "a hundred", source),
    },
  },
  consumes: {
    mail: {
      topic: { service: "mail", name: "events" },
      worker: "reader",
      watcher: "looker",
      acknowledgeWithin: figure(seconds(30), "half a minute", source),
      deliveries: figure(quantity(5, "1"), "five", source),
    },
  },
  deadLettersKept: figure(days(3), "three days", source),
};
const address = { account: "platform" };

const objects = render((chart) => {
  kafkaTopics(chart, { service: "shop", bus, address, deadLettersSize: mebibytes(64) });
  kafkaUsers(chart, {
    service: "shop",
    bus,
    address,
    host: (workload) => `shop-${workload}.shop.svc.cluster.local`,
  });
}, "bus");

test("a topic stays as long and as large as it is declared, on three servers of which two have what was answered", () => {
  expect(objects["KafkaTopic/platform.shop.orders"]).toMatchObject({
    metadata: { labels: { "strimzi.io/cluster": "bus" } },
    spec: {
      partitions: 1,
      replicas: 3,
      config: {
        "retention.ms": 7 * 24 * 3600 * 1000,
        "retention.bytes": 100 * 1024 * 1024,
        "segment.bytes": 25 * 1024 * 1024,
        "min.insync.replicas": 2,
        "message.timestamp.type": "LogAppendTime",
      },
    },
  });
});

test("each subscription has a topic for its dead letters, that stays as long as they do", () => {
  expect(objects["KafkaTopic/platform.dead.shop.mail"]).toMatchObject({
    spec: { replicas: 3, config: { "retention.ms": 3 * 24 * 3600 * 1000, "retention.bytes": 64 * 1024 * 1024 } },
  });
});

test("users are known by the subject of their certificate, and there are no others", () => {
  expect(Object.keys(objects).filter((id) => id.startsWith("KafkaUser/"))).toEqual([
    "KafkaUser/shop-looker.shop.svc.cluster.local",
    "KafkaUser/shop-reader.shop.svc.cluster.local",
    "KafkaUser/shop-web.shop.svc.cluster.local",
  ]);
  expect(objects["KafkaUser/shop-web.shop.svc.cluster.local"]).toMatchObject({
    spec: { authentication: { type: "tls-external" }, authorization: { type: "simple" } },
  });
});

test.each<readonly [string, readonly string[]]>([
  ["web", ["topic platform.shop.orders: Describe, Write"]],
  [
    "reader",
    [
      "topic platform.mail.events: Describe, Read",
      "group shop-mail: Describe, Read",
      "topic platform.dead.shop.mail: Describe, Write",
    ],
  ],
  ["looker", ["topic platform.mail.events: Describe, DescribeConfigs", "group shop-mail: Describe"]],
  ["stranger", []],
])("%s may do what the service declares of it, and nothing else", (workload, expected) => {
  const acls = aclsOf("shop", bus, workload, address);
  expect(
    acls.map(({ resource, operations }) => `${resource.type} ${resource.name ?? ""}: ${operations.join(", ")}`),
  ).toEqual(expected);
});

test("nobody makes, changes or deletes a topic, and nobody may do a thing to all of them", () => {
  const acls = busClients(bus).flatMap((workload) => aclsOf("shop", bus, workload, address));
  expect(acls.flatMap(({ operations }) => operations)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(All|Alter|AlterConfigs|ClusterAction|Create|Delete)$/)]),
  );
  expect(acls.filter(({ resource }) => resource.patternType !== "literal" || resource.name === "*")).toEqual([]);
});

const { bus: plan } = planEnvironment(defineEnvironment({ ...eigen.facts, parts: { bus: "kafka" } }));
if (plan === undefined) throw new Error("nothing is planned");
const cluster = render((chart) => {
  new KafkaCluster(chart, "kafka", {
    plan,
    mirror: mirrorAt("registry.example.eu"),
    pullSecret: "registry-pull",
    storageClass: "encrypted",
  });
}, "bus");

test("clients come with TLS 1.3 and a certificate of the internal authority, or not at all", () => {
  const listeners = [
    expect.objectContaining({
      port: 9093,
      tls: true,
      authentication: {
        type: "custom",
        sasl: false,
        listenerConfig: {
          "ssl.client.auth": "required",
          "ssl.enabled.protocols": "TLSv1.3",
          "ssl.truststore.type": "PEM",
          "ssl.truststore.location": "/mnt/authority/ca.crt",
        },
      },
    }),
  ];
  expect(cluster["Kafka/bus"]).toMatchObject({ spec: { kafka: { listeners, authorization: { type: "simple" } } } });
  expect(cluster["Certificate/bus-listener"]).toMatchObject({
    spec: {
      dnsNames: [
        "bus-kafka-bootstrap.bus.svc.cluster.local",
        ...[0, 1, 2].map((server) => `bus-servers-${String(server)}.bus-kafka-brokers.bus.svc.cluster.local`),
      ],
      privateKey: { encoding: "PKCS8" },
    },
  });
});

test("three servers in three zones keep data on the encrypted class, and none of it goes with the cluster", () => {
  expect(cluster["KafkaNodePool/servers"]).toMatchObject({
    spec: {
      replicas: 3,
      roles: ["controller", "broker"],
      storage: { type: "persistent-claim", class: "encrypted", deleteClaim: false },
      template: {
        pod: {
          topologySpreadConstraints: [
            { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule", maxSkew: 1 },
          ],
        },
      },
    },
  });
  expect(cluster["Kafka/bus"]).toMatchObject({
    spec: { kafka: { rack: { topologyKey: "topology.kubernetes.io/zone" } } },
  });
});
