import { images } from "../../catalog";
import {
  refuses,
  defineService,
  enforced,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  quantity,
  secret,
} from "../../language";

const guide = {
  kind: "documentation",
  ref: "Keycloak high availability guide, sizing: 1 vCPU per 15 password logins a second, 1250 MB per pod of 10,000 sessions",
  date: "2026-11-20",
} as const;

const decided = {
  kind: "decision",
  ref: "scratch of one Keycloak pod; all durable state is in PostgreSQL",
  date: "2026-11-21",
} as const;

const applicationFolder = { volume: "application", path: "/opt/keycloak", folder: "keycloak" } as const;

/**
 * Sign-in for every service: Keycloak in one cluster over the site's zones, built once per pod into a scratch volume
 * so that the image's root stays read-only. Realms and clients are Terraform's business.
 */
export const identity = defineService({
  name: "identity",
  title: "Identity and access management",
  layer: "application",
  tenancy: "multi-tenant",
  workloads: {
    keycloak: {
      zone: "services",
      // Members find each other by name and hand sessions over when one leaves.
      running: { kind: "stateful" },
      activity: "active-site-only",
      image: images.keycloak,
      user: { uid: 1000, gid: 1000 },
      arguments: ["start", "--optimized"],
      ports: {
        http: { port: 8080, protocol: "TCP" },
        management: { port: 9000, protocol: "TCP" },
        cluster: { port: 7800, protocol: "TCP" },
        "failure-check": { port: 57800, protocol: "TCP" },
      },
      probes: {
        startup: { kind: "http", port: "management", path: "/health/started" },
        liveness: { kind: "http", port: "management", path: "/health/live" },
        readiness: { kind: "http", port: "management", path: "/health/ready" },
        startupSeconds: 300,
      },
      environment: (at) => {
        const database = at.database();
        return {
          KC_DB: "postgres",
          KC_DB_URL_HOST: database.host,
          KC_DB_URL_PORT: String(database.port),
          KC_DB_URL_DATABASE: database.name,
          KC_DB_URL_PROPERTIES: "?sslmode=require",
          KC_DB_USERNAME: database.user,
          KC_DB_PASSWORD: secret("database", "password"),
          KC_HOSTNAME: `https://${at.hostname("iam")}`,
          // Services ask for tokens inside the cluster, browsers outside: both see the same issuer.
          KC_HOSTNAME_BACKCHANNEL_DYNAMIC: "true",
          KC_HTTP_ENABLED: "true",
          KC_PROXY_HEADERS: "xforwarded",
          KC_HEALTH_ENABLED: "true",
          KC_METRICS_ENABLED: "true",
          // Who signed in stands beside who failed to, for whoever collects it; Keycloak would tell a debugger alone.
          KC_SPI_EVENTS_LISTENER__JBOSS_LOGGING__SUCCESS_LEVEL: "info",
          KC_LOG_CONSOLE_OUTPUT: "json",
          KC_CACHE_STACK: "jdbc-ping",
          KC_BOOTSTRAP_ADMIN_CLIENT_ID: "terraform",
          KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: secret("bootstrap", "client-secret"),
        };
      },
      files: () => ({}),
      volumes: {
        application: {
          kind: "scratch",
          medium: "disk",
          size: { fixed: figure(gibibytes(1), "unpacked and built server", decided) },
        },
        temporary: {
          kind: "scratch",
          medium: "disk",
          size: { fixed: figure(mebibytes(256), "temporary files", decided) },
        },
      },
      mounts: [applicationFolder, { volume: "temporary", path: "/tmp" }],
      preparation: [
        {
          image: images.keycloak,
          command: [
            "sh",
            "-c",
            "cp -R /opt/keycloak/. /build/ && /build/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true",
          ],
          mounts: [
            { volume: "application", path: "/build", folder: "keycloak" },
            { volume: "temporary", path: "/tmp" },
          ],
        },
      ],
      sizing: {
        kind: "per-users",
        usersPerReplica: figure(
          quantity(5000, "users/replica"),
          "named users one pod signs in within the morning's busiest quarter of an hour",
          {
            kind: "estimate",
            ref: "Keycloak sizing guide at 15 logins a second and vCPU, a login per user in 15 minutes being 5.6 a second",
            date: "2026-11-21",
          },
        ),
        footing: {
          cpu: figure(millicores(1000), "processor of one Keycloak pod: 5.6 logins a second and 150 % headroom", guide),
          memory: figure(mebibytes(1360), "memory of one Keycloak pod", guide),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      metrics: { port: "management", path: "/metrics" },
      egress: [
        { kind: "service", service: "identity", workload: "keycloak", port: "cluster" },
        { kind: "service", service: "identity", workload: "keycloak", port: "failure-check" },
      ],
    },
  },
  needs: {
    database: {
      extensions: [],
      collation: "C.UTF-8",
      size: {
        fixed: figure(gibibytes(2), "realms, users, sessions and events of one realm", {
          kind: "estimate",
          ref: "no published figure; events are kept 30 days",
          date: "2026-11-21",
        }),
      },
    },
  },
  secrets: { bootstrap: { keys: { "client-secret": 48 } } },
  meters: [{ code: "users", title: "Accounts", unit: "accounts", month: "highest", reading: { kind: "accounts" } }],
  exposes: [{ kind: "https", label: "iam", workload: "keycloak", port: "http", access: "service-decides" }],
  without: {
    database: refuses("users, sessions and keys stand in the database"),
  },
});
