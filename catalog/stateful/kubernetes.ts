import type { StatefulType } from "./stateful-type";

/**
 * Kubernetes objects that keep something, by `<group>/<kind>`; the core's group is empty. `identity` are dotted paths inside
 * the object. From the custom resource definitions of the components (../shared/crds, read 2026-11-21). A StatefulSet keeps
 * something only where it claims volumes, a namespace only where something in it does.
 */
export const statefulKubernetes: Readonly<Record<string, StatefulType>> = {
  "/Namespace": { holds: "everything inside", identity: [] },
  "apps/StatefulSet": { holds: "volumes", identity: ["spec.serviceName"] },
  "/PersistentVolumeClaim": { holds: "volumes", identity: ["spec.storageClassName"], takesItAlong: true },
  "/PersistentVolume": { holds: "volumes", identity: ["spec.storageClassName"] },
  // It owns the claims of its instances (cloudnative-pg/cloudnative-pg#8442).
  "postgresql.cnpg.io/Cluster": { holds: "databases", identity: ["spec.storage.storageClass"], takesItAlong: true },
  "postgresql.cnpg.io/Database": {
    holds: "databases",
    identity: ["spec.cluster.name", "spec.name"],
    followsTheServingSite: true,
  },
  "k8s.mariadb.com/MariaDB": { holds: "databases", identity: ["spec.storage.storageClassName"] },
  "k8s.mariadb.com/Database": { holds: "databases", identity: ["spec.mariaDbRef.name", "spec.name"] },
  "jetstream.nats.io/Stream": { holds: "messages", identity: ["spec.name"] },
  "jetstream.nats.io/KeyValue": { holds: "messages", identity: ["spec.bucket"] },
  "jetstream.nats.io/ObjectStore": { holds: "objects", identity: ["spec.bucket"] },
  // Its status alone has the cluster's id, without which no server takes up what it left (strimzi/strimzi-kafka-operator, discussion 10082).
  "kafka.strimzi.io/Kafka": { holds: "messages", identity: [], takesItAlong: true },
  "kafka.strimzi.io/KafkaNodePool": { holds: "messages", identity: ["spec.storage.class"], takesItAlong: true },
  "kafka.strimzi.io/KafkaTopic": { holds: "messages", identity: ["spec.topicName"], takesItAlong: true },
  "ceph.rook.io/CephCluster": { holds: "everything inside", identity: [] },
  "ceph.rook.io/CephBlockPool": { holds: "volumes", identity: [] },
  "ceph.rook.io/CephFilesystem": { holds: "volumes", identity: [] },
  "ceph.rook.io/CephObjectStore": { holds: "objects", identity: [] },
  "objectbucket.io/ObjectBucketClaim": { holds: "objects", identity: ["spec.bucketName", "spec.storageClassName"] },
  "k8s.keycloak.org/KeycloakRealmImport": { holds: "identities", identity: ["spec.realm.realm"] },
};
