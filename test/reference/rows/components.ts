import { met, partly, type Evidence, type Table } from "../row";

const par = "noveu-zuid eu-west-par";

export const gateway: Evidence = {
  file: "constructs/platform/gateway/public-gateway.ts",
  objects: [`${par}/envoy-gateway-system/Gateway/public`, "noveu-zuid footprint/envoy-gateway"],
  test: ["test/constructs/presentation/routes.test.ts", "proxies come from the mirror, hardened, one a zone"],
};

/** A copy of every message, where a customer asks for it. */
const journal: Evidence = {
  file: "suites/noveu/mail-journal.ts",
  objects: [
    "noveu-rijk eu-west-par/mail/Deployment/mail-journal",
    "noveu-rijk noveu-rijk-infrastructure-eu-west-par:ovh_cloud_project_storage.site_store-noveu-rijk-journal-eu-west-par",
    "noveu-rijk plan/records/buckets/noveu-rijk-journal-eu-west-par",
  ],
  test: [
    "test/audit/checks/journal.test.ts",
    "what is synthesized passes: both sites' servers, every port of mail, and the bucket for its own years",
  ],
};

export const mail: Evidence = {
  file: "suites/noveu/mail.ts",
  objects: [
    `${par}/mail/StatefulSet/mail-stalwart`,
    `${par}/mail/TCPRoute/mail-25`,
    `${par}/mail/TCPRoute/mail-993`,
    `${par}/databases/Database/mail`,
    "noveu-zuid plan/buckets/mail",
  ],
  test: ["test/suites/noveu.test.ts", "the suite has its services, and stands on those of the platform"],
};

export const files: Evidence = {
  file: "suites/noveu/files.ts",
  objects: [`${par}/files/Deployment/files-web`, `${par}/databases/Database/files`, "noveu-zuid plan/buckets/files"],
  test: ["test/suites/noveu.test.ts", "the suite has its services, and stands on those of the platform"],
};

const office: Evidence = {
  file: "suites/noveu/office.ts",
  objects: [
    ...files.objects,
    `${par}/office/StatefulSet/office-web`,
    `${par}/office/HTTPRoute/office`,
    `${par}/office/BackendTrafficPolicy/office`,
    `${par}/envoy-gateway-system/ClientTrafficPolicy/public-office`,
  ],
  test: ["test/suites/office.test.ts", "documents are taken from the customer's own files and from nowhere else"],
};

const chat: Evidence = {
  file: "suites/noveu/chat.ts",
  objects: [
    `${par}/chat/StatefulSet/chat-main`,
    `${par}/chat/Deployment/chat-web`,
    `${par}/databases/Database/chat`,
    `${par}/cache/Deployment/cache-chat`,
    `${par}/calls/Deployment/calls-livekit`,
    `${par}/calls/Deployment/calls-authorization`,
    `${par}/calls/TLSRoute/turn`,
  ],
  test: [
    "test/suites/calls.test.ts",
    "tells clients where to call: those that ask the homeserver, and those that read what the website may hand on",
  ],
};

const ai: Evidence = {
  file: "suites/noveu/ai.ts",
  objects: [
    `${par}/ai/Deployment/ai-web`,
    `${par}/ai/Deployment/ai-gateway`,
    `${par}/ai/Deployment/ai-counter`,
    `${par}/models/Deployment/models-language`,
    `${par}/models/Deployment/models-embeddings`,
    `${par}/databases/Database/ai`,
    "noveu-zuid plan/buckets/documents",
  ],
  test: ["test/suites/ai.test.ts", "vectors lie in PostgreSQL, whose operator makes the extension"],
};

export const identity: Evidence = {
  file: "suites/platform/identity.ts",
  objects: [
    `${par}/identity/StatefulSet/identity-keycloak`,
    "noveu-zuid noveu-zuid-identity:keycloak_realm.",
    "noveu-zuid noveu-zuid-identity:keycloak_authentication_flow.",
    "noveu-zuid noveu-zuid-identity:keycloak_required_action.",
  ],
  test: [
    "test/stacks/identity.test.ts",
    "Keycloak makes the client's secret, and it goes straight to where the service fetches it",
  ],
};

export const secrets: Evidence = {
  file: "constructs/platform/secrets/secrets-server-release.ts",
  objects: [
    "noveu-zuid footprint/openbao",
    "noveu-zuid noveu-zuid-trust:vault_mount.",
    `${par}/openbao/CronJob/secrets-save`,
    `${par}/openbao/CronJob/secrets-drill`,
  ],
  test: ["test/constructs/platform/releases-openbao.test.ts", "names every server for those that join"],
};

export const database: Evidence = {
  file: "constructs/platform/database/postgres-cluster.ts",
  objects: [`${par}/databases/Cluster/postgres`, "noveu-zuid footprint/cloudnative-pg"],
  test: [
    "test/constructs/platform/postgres-cluster.test.ts",
    "three instances over the zones, each commit confirmed by one other",
  ],
};

export const cache: Evidence = {
  file: "constructs/platform/cache/valkey-workload.ts",
  objects: [`${par}/cache/Deployment/cache-files`],
  test: ["test/planning/recovery.test.ts", "a cache may be lost, a queue may not"],
};

export const objects: Evidence = {
  file: "constructs/infrastructure/ovh/object-store.ts",
  objects: [
    "noveu-zuid noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage.",
    "noveu-zuid eu-west-par/files/CronJob/files-sample-objects",
    "noveu-zuid eu-south-mil/files/CronJob/files-compare-replicas",
  ],
  test: ["test/stacks/storage.test.ts", "objects are copied to the standby, archives to their locked copies"],
};

export const cluster: Evidence = {
  file: "constructs/infrastructure/ovh/kubernetes-cluster.ts",
  objects: [
    "noveu-zuid noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_kube.",
    "noveu-zuid noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_kube_nodepool.",
  ],
  test: [
    "test/constructs/infrastructure/kubernetes-cluster.test.ts",
    "every planned pool stands in every zone, each part in exactly one",
  ],
};

export const volumes: Evidence = {
  file: "constructs/platform/database/volume-snapshots.ts",
  objects: [
    ...cluster.objects,
    "noveu-zuid eu-west-par/_cluster/VolumeSnapshotClass/bestek-snapshots",
    `${par}/databases/CronJob/volume-snapshots-odd`,
    `${par}/databases/CronJob/volume-snapshots-even`,
  ],
  test: [
    "test/audit/recovery/snapshots.test.ts",
    "each database's volume has two snapshots, taken in turn, at a cloud and at a class of the customer's own",
  ],
};

export const metrics: Evidence = {
  file: "constructs/platform/observability/kube-prometheus-stack-release.ts",
  objects: [
    "noveu-zuid footprint/kube-prometheus-stack",
    `${par}/databases/PodMonitor/postgres`,
    `${par}/monitoring/ExternalSecret/alert-receivers`,
    "noveu-zuid noveu-zuid-operators-eu-west-par:helm_release.kube-prometheus-stack",
  ],
  test: ["test/catalog-components/footprints.test.ts", "every declared connection agrees with the zone matrix"],
};

export const names: Evidence = {
  file: "constructs/infrastructure/ovh/dns-zone.ts",
  objects: [
    "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.",
    "noveu-zuid noveu-zuid-dns:ovh_domain_zone_dnssec.",
    "noveu-zuid noveu-zuid-trust:ovh_domain_zone_record.zone_TLSA-",
  ],
  test: [
    "test/stacks/names-and-keys.test.ts",
    "production keeps the zone signed; a stage that shares it does not interfere",
  ],
};

export const bus: Evidence = {
  file: "suites/platform/bus/event-bus.ts",
  objects: [`${par}/bus/StatefulSet/bus-nats`, `${par}/mail/Job/mail-bus-setup`, `${par}/audit/Job/audit-bus-setup`],
  test: ["test/suites/event-bus.test.ts", "every stream is kept by three servers and gives nothing back"],
};

const eitherBus: Evidence = {
  ...bus,
  objects: [
    ...bus.objects,
    "noveu-oost polder/bus/KafkaNodePool/servers",
    "noveu-oost polder/bus/KafkaTopic/platform.mail.events",
    "noveu-oost footprint/strimzi",
  ],
};

export const auditLog: Evidence = {
  file: "suites/noveu/audit.ts",
  objects: [
    `${par}/audit/Deployment/audit-writer`,
    `${par}/audit/CronJob/audit-gaps`,
    "noveu-zuid noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage.site_store-noveu-zuid-audit-eu-west-par",
    "noveu-zuid plan/records/buckets",
    `${par}/mail/Deployment/mail-events`,
    "noveu-zuid plan/buckets/audit",
  ],
  test: [
    "test/suites/mail-events.test.ts",
    "the writer reads its place on the topic, and sends away whole what it can't read",
  ],
};

export const logs: Evidence = {
  file: "constructs/platform/logs/loki-release.ts",
  objects: ["noveu-zuid footprint/loki", "noveu-zuid footprint/alloy", "noveu-zuid plan/buckets/logs"],
  test: [
    "test/constructs/platform/releases-logs.test.ts",
    "old lines are deleted, after as many hours as the plan says",
  ],
};

export const traces: Evidence = {
  file: "constructs/platform/traces/jaeger-release.ts",
  objects: ["noveu-zuid footprint/jaeger", `${par}/envoy-gateway-system/EnvoyProxy/public`],
  test: ["test/charts/traces.test.ts", "the gateway traces one request in a hundred, by way of the agents"],
};

const portal: Evidence = {
  file: "suites/noveu/portal.ts",
  objects: [
    `${par}/portal/Deployment/portal-web`,
    `${par}/portal/SecurityPolicy/portal`,
    `${par}/portal/HTTPRoute/portal`,
  ],
  test: ["test/suites/noveu.test.ts", "the suite has its services, and stands on those of the platform"],
};

export const antivirus: Evidence = {
  file: "suites/noveu/antivirus.ts",
  objects: [
    `${par}/antivirus/Deployment/antivirus-scanner`,
    `${par}/antivirus/Deployment/antivirus-milter`,
    `${par}/antivirus/CronJob/antivirus-age`,
  ],
  test: ["test/suites/antivirus.test.ts", "%s takes nothing that nobody has looked at"],
};

const discovery: Evidence = {
  file: "suites/noveu/mail-discovery.ts",
  objects: [
    `${par}/mail/HTTPRoute/autoconfig`,
    `${par}/mail/HTTPRoute/autodiscover`,
    "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_SRV-_caldavs",
    "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_SRV-_carddavs",
    "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_SRV-_autodiscover",
  ],
  test: ["test/suites/mail-discovery.test.ts", "names for programs lead to nothing but what programs ask for"],
};

/** Who answers for what is the same for everybody. */
export const deliveryNetwork: Evidence = {
  file: "catalog/delivery-networks.ts",
  objects: [
    "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_CNAME-downloads",
    `${par}/downloads/HTTPRoute/downloads`,
  ],
  test: ["test/suites/downloads.test.ts", "a delivery network carries the page of programs, and nothing else"],
};

/** What people install, where they find it, and as whom it signs them in. */
const programs: Evidence = {
  file: "suites/noveu/downloads.ts",
  objects: [
    `${par}/downloads/Deployment/downloads-web`,
    `${par}/downloads/HTTPRoute/downloads`,
    "noveu-zuid noveu-zuid-identity:keycloak_openid_client.program-mail-programs",
    "noveu-zuid noveu-zuid-identity:keycloak_openid_client.program-stalwart-webui",
    ...discovery.objects,
  ],
  test: [
    "test/stacks/identity.test.ts",
    "a program leads back to its own page or its own machine, where people are asked first",
  ],
};

const policies: Evidence = {
  file: "charts/admission-chart.ts",
  objects: [
    `${par}/authorization/Deployment/authorization-opa`,
    "noveu-zuid footprint/gatekeeper",
    `${par}/_cluster/ConstraintTemplate/bestekimages`,
    `${par}/_cluster/BestekImages/platform`,
    `${par}/_cluster/ConstraintTemplate/bestekdigests`,
  ],
  test: ["test/charts/admission.test.ts", "every rule is in force, denies, and lies in no namespace"],
};

/** The boxes of the logical architecture, and the tables that detail them. */
export const componentTables: readonly Table[] = [
  {
    title: "Presentation layer",
    rows: [
      met("Web portal", "browser-based UI", portal),
      met("Desktop client", "native app experience", programs),
      partly(
        "Mobile apps",
        "iOS and Android",
        programs,
        "Element X, which asks for an authentication service before Synapse",
      ),
      partly(
        "Outlook plugin",
        "Microsoft integration",
        programs,
        "calendars and contacts inside Outlook, which speaks neither CalDAV nor CardDAV",
      ),
      met("API gateway", "Kong or Envoy: routing and authentication", gateway),
    ],
  },
  {
    title: "Application layer",
    rows: [
      partly(
        "Mail service",
        "IMAP and SMTP, filtering, archiving; object storage and database",
        { ...journal, objects: [...mail.objects, ...antivirus.objects, ...journal.objects] },
        "archiving: a mail server that was seen handing messages over to the journal, which is kept where a customer asks for it; and letters as they were where they are no UTF-8, which it replaces before",
      ),
      met("Calendar service", "CalDAV, scheduling; PostgreSQL", mail),
      met("Files service", "WebDAV, sync, versions; object storage and database", office),
      met("Chat service", "realtime messaging; PostgreSQL and cache", chat),
      met("AI service", "LLM, RAG, embeddings; vector database", ai),
    ],
  },
  {
    title: "Platform layer",
    rows: [
      met("Identity", "Keycloak: single sign-on, MFA, user management", identity),
      met("Policy engine", "OPA: authorization decisions", policies),
      met("Observability", "Prometheus, Grafana, Loki", {
        ...metrics,
        objects: [...metrics.objects, ...logs.objects, `${par}/mail/PrometheusRule/mail`],
      }),
      partly(
        "Compliance",
        "audit, reporting, evidence",
        {
          ...auditLog,
          objects: [
            ...auditLog.objects,
            `${par}/platform-audit/Deployment/platform-audit-intake`,
            `${par}/platform-audit/Deployment/platform-audit-writer`,
            `${par}/platform-audit/CronJob/platform-audit-gaps`,
            "noveu-zuid plan/logs/handed",
            "noveu-zuid plan/evidence",
          ],
          test: ["test/audit/checks/events.test.ts", "%s: caught"],
        },
        "events of the Kubernetes API in the same stream: each cloud keeps them in a service of its own",
      ),
      met("Event bus", "NATS or Kafka", eitherBus),
    ],
  },
  {
    title: "Infrastructure layer",
    rows: [
      met("Kubernetes", "managed, multi-node, multi-zone", cluster),
      met("Object storage", "S3-compatible, threefold", objects),
      partly(
        "Block storage",
        "SSD, redundant, snapshots",
        volumes,
        "snapshots of volumes that are no database's, which other copies cover",
      ),
      met(
        "Secrets management",
        "Vault in a cluster: OpenBao, or Vault itself where it is chosen (noveu-oost); see the architecture",
        secrets,
      ),
      partly(
        "DNS and CDN",
        "EU-based, global edge",
        { ...deliveryNetwork, objects: [...names.objects, ...deliveryNetwork.objects] },
        "the network's own pull zone, which the customer makes by hand",
      ),
    ],
  },
];
