import { images } from "../../catalog";
import {
  continues,
  defineService,
  enforced,
  exception,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  refuses,
  replicas,
  secret,
  type Surroundings,
} from "../../language";
import { ciRunner } from "./ci-runner";
import { rcloneRemote } from "../rclone-remote";
import { gitConfiguration, gitPort } from "./git-configuration";
import {
  fetchScript,
  gitFolders,
  hookScript,
  restoreScript,
  saveScript,
  signInSource,
  startScript,
} from "./git-scripts";

/** Name of the service, and so of its namespace. */
export const settingsName = "config";

const decided = {
  kind: "decision",
  ref: "settings are text: a page of facts, a lock, and their history of years",
  date: "2026-11-21",
} as const;

const guessed = {
  kind: "estimate",
  ref: "no published figure; to be replaced by a measurement",
  date: "2026-11-21",
} as const;

const store = (at: Surroundings) => ({
  STORE_BUCKET: at.bucket("settings").name,
  ...rcloneRemote("STORE", at.bucket("settings"), "bucket-settings"),
});

const mounts = [
  { volume: "files", path: gitFolders.files, readOnly: true },
  { volume: "data", path: gitFolders.data },
  { volume: "run", path: gitFolders.run },
  { volume: "temporary", path: "/tmp" },
] as const;

const health = { kind: "http", port: "http", path: "/api/healthz" } as const;

/**
 * The platform's settings in Git: the environment's page of facts and its lock, pushed by whoever applies them, read and discussed by
 * administrators. Forgejo in management, behind the jump host; what it knows of repositories stands in PostgreSQL, and the repositories themselves in
 * a bucket, a bundle for each, written before a push is answered. No secret belongs in it.
 */
export const settings = defineService({
  name: settingsName,
  title: "Settings in Git",
  layer: "application",
  tenancy: "one-customer",
  workloads: {
    forgejo: {
      zone: "mgmt",
      alone:
        "Git keeps repositories in folders that one server writes; another node starts it from the bucket within minutes, in which nobody reads or pushes settings",
      // Two at once would each save what the other doesn't know.
      running: { kind: "stateful" },
      activity: "active-site-only",
      image: images.forgejo,
      user: { uid: 1000, gid: 1000 },
      command: ["sh", `${gitFolders.files}/start.sh`],
      ports: { http: { port: gitPort, protocol: "TCP" } },
      probes: { startup: health, liveness: health, readiness: health, startupSeconds: 300 },
      environment: (at) => ({
        HOME: `${gitFolders.data}/git`,
        TMPDIR: "/tmp",
        DATABASE_PASSWORD: secret("database", "password"),
        SECRET_KEY: secret("server", "secret-key"),
        INTERNAL_TOKEN: secret("server", "internal-token"),
        JWT_SECRET: secret("server", "jwt-secret"),
        RUNNER_TOKEN: secret("runner", "token"),
        STORE_ACCESS_KEY: secret("bucket-settings", "access-key"),
        STORE_SECRET_KEY: secret("bucket-settings", "secret-key"),
        OIDC_CLIENT_ID: at.identity().clientId,
        OIDC_CLIENT_SECRET: secret("oidc", "client-secret"),
        OIDC_DISCOVERY: at.identity().discovery,
        ...store(at),
      }),
      files: (at) => ({
        "app.ini": gitConfiguration(at),
        "start.sh": startScript,
        "save.sh": saveScript,
        "hook.sh": hookScript,
        "fetch.sh": fetchScript,
        "restore.sh": restoreScript,
      }),
      volumes: {
        data: {
          kind: "scratch",
          medium: "disk",
          size: { fixed: figure(gibibytes(4), "repositories of settings, twice while they are restored", decided) },
        },
        run: { kind: "scratch", medium: "memory", size: { fixed: figure(mebibytes(1), "secrets as files", decided) } },
        temporary: {
          kind: "scratch",
          medium: "disk",
          size: { fixed: figure(gibibytes(2), "a bundle of a repository, before it is in the bucket", decided) },
        },
      },
      mounts,
      preparation: [
        { image: images.rclone, command: ["sh", `${gitFolders.files}/fetch.sh`], mounts, environment: store },
        { image: images.forgejo, command: ["sh", `${gitFolders.files}/restore.sh`], mounts },
      ],
      sizing: {
        kind: "fixed",
        replicas: figure(replicas(1), "servers of one set of repositories", decided),
        footing: {
          cpu: figure(millicores(250), "processor of a Git server for a handful of administrators", guessed),
          memory: figure(mebibytes(512), "memory of a Git server for a handful of administrators", guessed),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      metrics: { port: "http", path: "/metrics" },
      egress: [],
    },
    runner: ciRunner,
  },
  needs: {
    database: {
      extensions: [],
      collation: "C.UTF-8",
      size: { fixed: figure(gibibytes(1), "people, discussions and events of a few repositories", guessed) },
    },
    buckets: {
      settings: {
        role: "authoritative",
        speaks: ["s3"],
        size: { fixed: figure(gibibytes(2), "a bundle of each repository, with its versions", decided) },
      },
    },
    oidc: {
      client: "confidential",
      proofKey: exception(
        "Forgejo's ancestor sends no code challenge (go-gitea/gitea#34747, open), and nothing says that Forgejo does: state, nonce and the client's secret guard the code",
      ),
      redirects: [{ label: "git", path: `/user/oauth2/${signInSource}/callback` }],
    },
  },
  secrets: {
    // The last is 32 bytes in base64, which 43 letters and digits are.
    server: { keys: { "secret-key": 64, "internal-token": 64, "jwt-secret": 43 } },
    // Twenty bytes: what Forgejo takes for a runner that both sides know beforehand.
    runner: { keys: { token: { hexOf: 20 } } },
  },
  exposes: [],
  without: {
    database: refuses("whose a repository is, and who may read it, is known to the database alone"),
    objects: continues(
      "settings are read and pushed; a push says that it is not in the bucket yet, and is taken there later",
    ),
    identity: continues("signed-in sessions go on; nobody signs in anew, and a server that starts waits for it"),
    ops: continues("nobody reads settings in a browser; who holds the cluster's credentials pushes as before"),
  },
});
