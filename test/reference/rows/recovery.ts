import { met, partly, type Evidence, type Table } from "../row";
import {
  bus,
  cache,
  cluster,
  database,
  files,
  gateway,
  identity,
  logs,
  mail,
  metrics,
  objects,
  secrets,
  traces,
} from "./components";

const tier = (sample: string, name: string): Evidence => ({
  file: "planning/recovery/index.ts",
  objects: [`${sample} plan/recovery/promisedLoss`, `${sample} plan/recovery/promisedDowntime`],
  test: ["test/catalog/planning-inputs.test.ts", name],
});
const asPromised = "tiers promise what the seed's table says";

const archive: Evidence = {
  file: "constructs/platform/database/archive-object-store.ts",
  objects: ["noveu-zuid eu-west-par/databases/ObjectStore/archive-eu-west-par"],
  test: [
    "test/constructs/platform/postgres-cluster.test.ts",
    "logs go to the site's own archive, as often as planned, and a failover's shutdown is bounded",
  ],
};

const nightly: Evidence = {
  file: "constructs/platform/database/postgres-cluster.ts",
  objects: ["noveu-zuid eu-west-par/databases/ScheduledBackup/daily"],
  test: [
    "test/constructs/platform/postgres-cluster.test.ts",
    "a full backup every night, with seconds in the schedule",
  ],
};

const copies: Evidence = {
  ...objects,
  test: ["test/stacks/storage.test.ts", "what the primary's databases archive stands at the other site"],
};

const cold: Evidence = {
  file: "catalog/cold-class.ts",
  objects: [
    "noveu-zuid noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage_object_bucket_lifecycle_configuration.site_store-noveu-zuid-locked-eu-south-mil",
    "noveu-zuid plan/recovery/cold",
  ],
  test: [
    "test/planning/recovery/cold-copies.test.ts",
    "OVHcloud: infrequent access in three data centres; in one, nothing colder locks",
  ],
};

const serviceMesh: Evidence = {
  file: "constructs/platform/mesh/peer-authentication.ts",
  objects: [
    "noveu-zuid footprint/istiod",
    "noveu-zuid footprint/ztunnel",
    "noveu-zuid footprint/istio-cni",
    "noveu-zuid eu-west-par/istio-system/PeerAuthentication/default",
    "noveu-zuid eu-west-par/istio-system/AuthorizationPolicy/allow-nothing",
    "noveu-oost footprint/linkerd-control-plane",
    "noveu-oost polder/portal/Server/portal-web-3000",
    "noveu-oost polder/portal/MeshTLSAuthentication/portal-web-3000",
  ],
  test: ["test/audit/checks/mesh.test.ts", "within a tunnel one port more is an undeclared path"],
};

/** From the world to the gateway, from there between pods, and to the databases. */
const transport: Evidence = {
  file: "constructs/platform/secrets/trust-certificates.ts",
  objects: [
    "noveu-zuid noveu-zuid-trust:vault_pki_secret_backend_role.certificates",
    "noveu-zuid eu-west-par/envoy-gateway-system/ClientTrafficPolicy/public",
    "noveu-zuid eu-west-par/istio-system/PeerAuthentication/default",
    "noveu-zuid eu-west-par/databases/Cluster/postgres",
  ],
  test: [
    "test/audit/checks/mesh.test.ts",
    "what is synthesized passes, and every path past the tunnel is noted by name",
  ],
};

const planned = (path: string, evidence: Evidence): Evidence => ({
  ...evidence,
  objects: [`noveu-zuid plan/${path}`],
  test: ["test/catalog/planning-inputs.test.ts", "the seed's capacity table, per user"],
});

/** What is lost when something burns, how it is encrypted, and how much of everything there is. */
export const recoveryTables: readonly Table[] = [
  {
    title: "Recovery tiers",
    rows: [
      met("Basis", "4 hours, 1 hour, backup and restore", tier("noveu-west", asPromised)),
      met("Pro", "1 hour, 15 minutes, warm standby", tier("noveu-zuid", asPromised)),
      met("Overheid", "15 minutes, 5 minutes, active-active over data centres", tier("noveu-rijk", asPromised)),
    ],
  },
  {
    title: "Backup strategy",
    rows: [
      met("Continuous", "transaction logs", archive),
      met("Every hour", "increments off-site", copies),
      met("Daily", "full snapshot in a second data centre", nightly),
      partly(
        "Weekly",
        "full backup to cold archive",
        cold,
        "a colder class in Gravelines: OVHcloud locks none there, and the plan says so",
      ),
    ],
  },
  {
    title: "Encryption",
    rows: [
      met("Transport", "TLS 1.3, rotated by a PKI", transport),
      met("Application", "S/MIME and PGP, managed by users", {
        file: "suites/noveu/directory.ts",
        objects: [
          "noveu-zuid eu-west-par/files/HTTPRoute/openpgpkey",
          "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_A-openpgpkey",
          "noveu-zuid eu-west-par/directory/Deployment/directory-slapd",
          "noveu-zuid eu-west-par/directory/TCPRoute/ldap-636",
          "noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_A-ldap",
        ],
        test: ["test/suites/directory.test.ts", "each tenant's addresses are asked for at its own file servers"],
      }),
      partly(
        "Storage",
        "AES-256-GCM, a key per tenant",
        {
          file: "constructs/platform/secrets/transit-key.ts",
          objects: [
            "noveu-zuid noveu-zuid-trust:vault_transit_secret_backend_key.mounts_tenant-",
            "noveu-zuid noveu-zuid-trust:vault_policy.access_policy-dump-noveu-zuid",
            "noveu-west noveu-west-tenant-",
          ],
          test: [
            "test/audit/recovery/keys.test.ts",
            "no role of the cluster opens backups, and every key has a consumer: dumps close with the tenant's and the backups'",
          ],
        },
        "at OVHcloud a key per tenant for objects and volumes: copies leave out what a client's key encrypts; dumps of databases have one",
      ),
      partly(
        "Backup",
        "AES-256, a key hierarchy of its own",
        {
          file: "constructs/platform/database/database-dumps.ts",
          objects: [
            "noveu-zuid noveu-zuid-trust:vault_mount.mounts_backup-keys",
            "noveu-zuid noveu-zuid-trust:vault_policy.mounts_backup-policy",
            "noveu-zuid eu-west-par/dumps/CronJob/dump-files",
          ],
          test: [
            "test/audit/checks/dumps.test.ts",
            "every database of the sample has a dump at the site that writes it",
          ],
        },
        "at OVHcloud logs and base backups encrypted under it; weekly dumps are",
      ),
    ],
  },
  {
    title: "Sizing per 1000 users",
    rows: [
      met("API nodes", "2 to 4, auto-scaling", planned("services/portal/workloads/web/replicas", gateway)),
      met("Mail storage", "50 to 100 GB", planned("buckets/mail", mail)),
      met("File storage", "100 to 500 GB", planned("buckets/files", files)),
      met("Database", "50 GB without mail", planned("databases/postgres/storage", database)),
      met("Network", "100 Mbit/s at peak", planned("load/network", cluster)),
    ],
  },
  {
    title: "Technology choices",
    rows: [
      met("Container orchestration", "Kubernetes", cluster),
      met("Service mesh", "Istio or Linkerd: Istio in ambient mode, or Linkerd where it is chosen", serviceMesh),
      met("Secrets", "Vault: OpenBao, see the architecture", secrets),
      met("Monitoring", "Prometheus and Grafana", metrics),
      met("Logging", "Loki", logs),
      met("Tracing", "Jaeger over OpenTelemetry", traces),
      met("Database", "PostgreSQL", database),
      met("Cache", "Redis: Valkey, see the architecture", cache),
      met("Object storage", "S3 in the EU", objects),
      met("Message bus", "NATS", bus),
      met("Identity", "Keycloak", identity),
    ],
  },
];
