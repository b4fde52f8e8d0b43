import { stringify } from "yaml";
import { images } from "../../catalog";
import {
  enforced,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  replicas,
  secret,
  type Surroundings,
  type Workload,
} from "../../language";
import { gitPort } from "./git-configuration";

/** Label by which a job asks for this runner. */
export const runnerLabel = "platform";

const folders = { files: "/etc/bestek", run: "/run/runner", work: "/work" } as const;

const decided = { kind: "decision", ref: "one check of one page at a time", date: "2026-11-21" } as const;

const measured = {
  kind: "measurement",
  ref: "bestek synth noveu-zuid: 283 MiB at most, taken thrice for Git and the runner beside it",
  date: "2026-11-21",
} as const;

/** The runner's configuration; its number comes from the secret that it shares with the server, and the secret from memory. */
export const runnerConfiguration = (at: Surroundings): string => {
  const server = `${at.workload("config", "forgejo")}:${String(gitPort)}`;
  return stringify({
    log: { level: "info" },
    runner: {
      capacity: 1,
      timeout: "30m",
      shutdown_timeout: "5m",
      // Where jobs fetch what they check: the public name leads people through the jump host, and programs nowhere.
      envs: { SETTINGS_SERVER: server },
    },
    cache: { enabled: false },
    host: { workdir_parent: `${folders.work}/jobs` },
    server: {
      connections: {
        settings: {
          url: `http://${server}/`,
          uuid: "@UUID@",
          token_url: `file:${folders.run}/token`,
          // Without containers: the level "restricted" lets nobody start any, and a job is this pod.
          labels: [`${runnerLabel}:host`],
        },
      },
    },
  });
};

/** Writes what needs the secret into memory, and runs jobs. The number is the secret's first sixteen characters, as the server reads them. */
export const runnerStart = `set -eu
umask 077
uuid="$(printf '%.16s' "$RUNNER_TOKEN" | od -An -tx1 | tr -d ' \\n' | sed 's/^\\(.\\{8\\}\\)\\(.\\{4\\}\\)\\(.\\{4\\}\\)\\(.\\{4\\}\\)/\\1-\\2-\\3-\\4-/')"
printf '%s' "$RUNNER_TOKEN" > ${folders.run}/token
sed "s/@UUID@/$uuid/" ${folders.files}/runner.yaml > ${folders.run}/runner.yaml
unset RUNNER_TOKEN
mkdir -p ${folders.work}/jobs ${folders.work}/home
cd ${folders.work}
exec forgejo-runner --config ${folders.run}/runner.yaml daemon
`;

const alive = { kind: "command", command: ["test", "-s", `${folders.run}/runner.yaml`] } as const;

/**
 * Runs the checks of what is pushed: jobs are processes of this pod, without root, without capabilities and with nothing mounted but scratch. It
 * reaches the Git server and nothing else: neither the mirror nor the Kubernetes API, so that it can judge settings and can't apply any.
 */
export const ciRunner: Workload = {
  zone: "mgmt",
  alone: "checks of settings wait while it moves to another node; nothing else does, and nobody is kept from applying",
  running: { kind: "stateful" },
  activity: "active-site-only",
  image: images.ciRunner,
  user: { uid: 1000, gid: 1000 },
  command: ["sh", `${folders.files}/start.sh`],
  ports: {},
  // It listens nowhere: that it was configured is all there is to ask, and its process ends where it can't go on.
  probes: { startup: alive, liveness: alive, readiness: alive },
  environment: () => ({
    HOME: `${folders.work}/home`,
    RUNNER_TOKEN: secret("runner", "token"),
    NODE_PATH: "/opt/platform/node_modules",
  }),
  files: (at) => ({ "runner.yaml": runnerConfiguration(at), "start.sh": runnerStart }),
  volumes: {
    run: { kind: "scratch", medium: "memory", size: { fixed: figure(mebibytes(1), "secrets as files", decided) } },
    work: {
      kind: "scratch",
      medium: "disk",
      size: { fixed: figure(gibibytes(4), "a page and everything synthesized from it", decided) },
    },
    temporary: {
      kind: "scratch",
      medium: "disk",
      size: { fixed: figure(gibibytes(1), "temporary files of a job", decided) },
    },
  },
  mounts: [
    { volume: "files", path: folders.files, readOnly: true },
    { volume: "run", path: folders.run },
    { volume: "work", path: folders.work },
    { volume: "temporary", path: "/tmp" },
  ],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "runners: each would have a number and a secret of its own", decided),
    footing: {
      cpu: figure(millicores(500), "processor of one check", decided),
      memory: figure(mebibytes(1024), "memory of one check", measured),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  reaches: [],
  egress: [{ kind: "service", service: "config", workload: "forgejo", port: "http" }],
};
