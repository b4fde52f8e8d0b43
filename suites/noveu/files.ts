import { images } from "../../catalog";
import {
  continues,
  refuses,
  cores,
  defineService,
  enforced,
  figure,
  gibibytes,
  mebibytes,
  quantity,
  secret,
  type ContainerPort,
  type EnvironmentValue,
  type Extent,
  type Footing,
  type Mount,
  type Preparation,
  type Surroundings,
  type Volume,
} from "../../language";
import { certificatePort, certificateScript, certificateScriptPath } from "./nextcloud-certificates";
import { keyExposure, keyScript } from "./nextcloud-keys";
import { apachePorts, apacheSite, nextcloudConfig, phpSettings, setupScript } from "./nextcloud-configuration";

const decided = {
  kind: "decision",
  ref: "scratch of one Nextcloud pod; all durable state is elsewhere",
  date: "2026-11-21",
} as const;

const fixed = (size: number, meaning: string): Extent => ({ fixed: figure(mebibytes(size), meaning, decided) });

const user = { uid: 1001, gid: 1001 };

const environment = (at: Surroundings): Readonly<Record<string, EnvironmentValue>> => ({
  NEXTCLOUD_DB_PASSWORD: secret("database", "password"),
  NEXTCLOUD_CACHE_PASSWORD: secret("cache", "password"),
  NEXTCLOUD_S3_ACCESS_KEY: secret("bucket-files", "access-key"),
  NEXTCLOUD_S3_SECRET_KEY: secret("bucket-files", "secret-key"),
  NEXTCLOUD_INSTANCE_ID: secret("instance", "id"),
  NEXTCLOUD_PASSWORD_SALT: secret("instance", "salt"),
  NEXTCLOUD_SECRET: secret("instance", "secret"),
  NEXTCLOUD_SETUP_PASSWORD: secret("instance", "setup"),
  NEXTCLOUD_OIDC_CLIENT_ID: at.identity().clientId,
  NEXTCLOUD_OIDC_CLIENT_SECRET: secret("oidc", "client-secret"),
  NEXTCLOUD_OIDC_DISCOVERY: at.identity().discovery,
});

const configuration = (at: Surroundings): Readonly<Record<string, string>> => ({
  "bestek.config.php": nextcloudConfig(at),
  "ports.conf": apachePorts,
  "000-default.conf": apacheSite,
  "bestek.ini": phpSettings,
  "keys.php": keyScript(at.domain),
  "certificates.php": certificateScript(at.domain),
  "setup.sh": setupScript(at),
});

const volumes: Readonly<Record<string, Volume>> = {
  code: { kind: "scratch", medium: "disk", size: fixed(2048, "unpacked application of one pod") },
  temporary: { kind: "scratch", medium: "disk", size: fixed(8192, "uploads in flight in one pod") },
};

/** Code is copied once per pod, so that the image's root stays read-only and no volume is shared between pods. */
const mounts: readonly Mount[] = [
  { volume: "code", path: "/var/www/html", folder: "html" },
  { volume: "files", path: "/var/www/html/config/bestek.config.php", folder: "bestek.config.php", readOnly: true },
  { volume: "files", path: "/etc/apache2/ports.conf", folder: "ports.conf", readOnly: true },
  {
    volume: "files",
    path: "/etc/apache2/sites-available/000-default.conf",
    folder: "000-default.conf",
    readOnly: true,
  },
  { volume: "files", path: "/usr/local/etc/php/conf.d/bestek.ini", folder: "bestek.ini", readOnly: true },
  { volume: "files", path: "/var/www/html/keys.php", folder: "keys.php", readOnly: true },
  { volume: "files", path: certificateScriptPath, folder: "certificates.php", readOnly: true },
  { volume: "temporary", path: "/tmp", folder: "tmp" },
  { volume: "temporary", path: "/var/run/apache2", folder: "run" },
];

const unpack: Preparation = {
  image: images.nextcloud,
  command: ["sh", "-c", "cp -R /usr/src/nextcloud/. /code/ && mkdir -p /code/data && touch /code/data/.ncdata"],
  mounts: [{ volume: "code", path: "/code", folder: "html" }],
};

const addApps: Preparation = {
  image: images.nextcloudApps,
  command: ["sh", "-c", "cp -R /apps/. /code/apps/"],
  mounts: [{ volume: "code", path: "/code", folder: "html" }],
};

const ports: Readonly<Record<string, ContainerPort>> = {
  http: { port: 8080, protocol: "TCP" },
  certificates: { port: certificatePort, protocol: "TCP" },
};

const openDesk = {
  kind: "measurement",
  ref: "openDesk scaling guide: up to 5000 users 4 pods of 8 vCPU and 32 GB",
  date: "2026-11-20",
} as const;

/** The guide's ratio, cut in two so that a pod fits a node of 8 processors beside the system's own pods. */
const webFooting: Footing = {
  cpu: figure(cores(4), "processor of half a pod of the guide", openDesk),
  memory: figure(gibibytes(16), "memory of half a pod of the guide", openDesk),
};

const taskFooting: Footing = {
  cpu: figure(cores(0.5), "processor of one maintenance run", decided),
  memory: figure(gibibytes(1), "memory of one maintenance run", decided),
};

const single = figure(quantity(1, "replicas"), "maintenance runs one at a time", decided);

const common = {
  zone: "services",
  activity: "active-site-only",
  image: images.nextcloud,
  user,
  environment,
  files: configuration,
  volumes,
  mounts,
  preparation: [unpack, addApps],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  egress: [
    { kind: "service", service: "mail", workload: "stalwart", port: "submission" },
    { kind: "service", service: "antivirus", workload: "scanner", port: "scanner" },
    { kind: "service", service: "office", workload: "web", port: "http" },
  ],
} as const;

/**
 * Files: Nextcloud with its objects in a bucket and its configuration from files and secrets, so that a pod holds
 * nothing that another one misses. Documents are edited by a service of its own.
 */
export const files = defineService({
  name: "files",
  title: "Files and sharing",
  layer: "application",
  tenancy: "instance-per-tenant",
  workloads: {
    web: {
      ...common,
      running: { kind: "stateless", targetCpuPercent: 70 },
      ports,
      probes: {
        startup: { kind: "tcp", port: "http" },
        liveness: { kind: "http", port: "http", path: "/status.php", headers: { Host: "localhost" } },
        readiness: {
          kind: "command",
          command: [
            "sh",
            "-c",
            "curl -fsS -H 'Host: localhost' http://127.0.0.1:8080/status.php | grep -q '\"installed\":true'",
          ],
        },
        startupSeconds: 300,
      },
      sizing: {
        kind: "per-users",
        usersPerReplica: figure(
          quantity(625, "users/replica"),
          "named users per half pod: 5000 users on 8 halves",
          openDesk,
        ),
        footing: webFooting,
      },
    },
    setup: {
      ...common,
      running: { kind: "once" },
      ports: {},
      command: ["sh", "/etc/bestek/setup.sh"],
      mounts: [...mounts, { volume: "files", path: "/etc/bestek/setup.sh", folder: "setup.sh", readOnly: true }],
      sizing: { kind: "fixed", replicas: single, footing: taskFooting },
    },
    cron: {
      ...common,
      running: { kind: "scheduled", schedule: "*/5 * * * *" },
      ports: {},
      command: ["php", "-f", "/var/www/html/cron.php"],
      sizing: { kind: "fixed", replicas: single, footing: taskFooting },
    },
  },
  needs: {
    database: {
      extensions: [],
      collation: "C.UTF-8",
      size: {
        perUserSeed: figure(
          quantity(20, "MiB/user"),
          "file rows: two fifths of the seed's 50 GB of database per 1000 users",
          {
            kind: "specification",
            ref: "Noveu reference architecture, sizing guidelines: database 50 GB per 1000 users excluding mail",
            date: "2026-01",
          },
        ),
      },
    },
    buckets: {
      files: {
        role: "authoritative",
        speaks: ["s3", "azureBlob"],
        size: {
          perUserSeed: figure(quantity(500, "MiB/user"), "files, upper end of the seed's estimate", {
            kind: "specification",
            ref: "Noveu reference architecture, sizing guidelines: file storage 100-500 GB per 1000 users",
            date: "2026-01",
          }),
        },
      },
    },
    cache: { role: "cache", memory: { fixed: figure(mebibytes(1024), "file locks, sessions and listings", decided) } },
    oidc: { client: "confidential", redirects: [{ label: "files", path: "/apps/user_oidc/code" }] },
  },
  secrets: { instance: { keys: { id: 12, salt: 30, secret: 48, setup: 40 } } },
  exposes: [{ kind: "https", label: "files", workload: "web", port: "http", access: "service-decides" }, keyExposure],
  without: {
    database: refuses("where every file, share and calendar stands is known to the database alone"),
    objects: continues("lists, shares and settings work; no file is opened or stored"),
    cache: refuses("sessions and the locks of files lie in the cache; pages fail until one is back"),
    chat: continues("files work as they are"),
    mail: continues("files work; invitations and notices are not sent"),
    portal: continues("files work from their own address and from every client"),
    identity: continues("signed-in sessions go on; nobody signs in anew"),
    ai: continues("files work as they are"),
    antivirus: continues("files are read; uploads fail until it is back"),
    office: continues("files are opened, stored and shared; no document is edited in the browser"),
  },
});
