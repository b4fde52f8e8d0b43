import { images } from "../../../catalog";
import {
  busSetup,
  busUrl,
  enforced,
  figure,
  internalCertificate,
  mebibytes,
  millicores,
  replicas,
  type BusNeed,
  type ServiceDefinition,
  type Source,
  type Surroundings,
  type Workload,
} from "../../../language";
import { ownInbox } from "./permissions";
import { busRequests } from "./streams";

const decision: Source = { kind: "decision", ref: "bestek event bus", date: "2026-11-21" };

/** User of the publisher's own image of tools, which would be root. */
const user = { uid: 1000, gid: 1000 } as const;

const folder = "/etc/bestek-certificate";

/** A request of the command line client, which shows that it is `user` and hears the answer alone. */
export const busRequest = (user: string): string =>
  `nats --tlscert ${folder}/tls.crt --tlskey ${folder}/tls.key --tlsca ${folder}/ca.crt --inbox-prefix ${ownInbox(user)} request --raw`;

/** How the command line client finds the bus. */
export const busClient = (at: Surroundings): Readonly<Record<string, string>> => ({
  NATS_URL: busUrl(at.bus()),
  // Where it would keep contexts; it has none.
  XDG_CONFIG_HOME: "/tmp",
  HOME: "/tmp",
});

/** A task of the publisher's command line client: a shell script, and the certificate of its workload. */
export const busTask = (
  running: Workload["running"],
  files: (at: Surroundings) => Readonly<Record<string, string>>,
): Workload => ({
  zone: "services",
  running,
  activity: "active-site-only",
  image: images.natsBox,
  user,
  command: ["/bin/sh", "/etc/bestek/task.sh"],
  ports: {},
  environment: busClient,
  files,
  volumes: {
    temporary: {
      kind: "scratch",
      medium: "memory",
      size: { fixed: figure(mebibytes(8), "what the client writes for itself", decision) },
    },
  },
  mounts: [
    { volume: "files", path: "/etc/bestek", readOnly: true },
    { volume: internalCertificate, path: folder, readOnly: true },
    { volume: "temporary", path: "/tmp" },
  ],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "a task runs once at a time", decision),
    footing: {
      cpu: figure(millicores(20), "processor of a shell that waits for answers", decision),
      memory: figure(mebibytes(64), "memory of a shell and a client", decision),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  identity: "internal-certificate",
  reaches: [],
  egress: [],
});

/**
 * Asks for everything that the service declares. The bus answers a request for what is there already, unchanged, as it answers
 * one for something new, so that the script may run again at will; what was there otherwise is changed.
 */
export const busSetupScript = (user: string): string => `set -eu
ask() {
  answer="$(${busRequest(user)} --timeout 20s "$1" "$(cat "$2")" </dev/null)"
  case "$answer" in *'"error":'* | '') return 1 ;; esac
}
for body in /etc/bestek/*.json; do
  paths="\${body%.json}.subjects"
  done=""
  while read -r subject; do
    if [ -z "$done" ] && ask "$subject" "$body"; then done=yes; fi
  done <"$paths"
  if [ -z "$done" ]; then
    echo "$(basename "$body" .json): \${answer:-no answer}"
    exit 1
  fi
done
`;

/** Files of the task: the script, and for each request its text and the subjects to try. */
export const busSetupFiles = (at: Surroundings, service: string, bus: BusNeed): Readonly<Record<string, string>> => ({
  "task.sh": busSetupScript(at.workload(service, busSetup)),
  ...Object.fromEntries(
    Object.entries(busRequests(service, bus, at.bus())).flatMap(([name, { create, update, body }]) => [
      [`${name}.json`, JSON.stringify(body)],
      [`${name}.subjects`, `${[create, ...(update === undefined ? [] : [update])].join("\n")}\n`],
    ]),
  ),
});

/** A service on the bus with the task that makes what it declares, once for each change. */
export const withBusSetup = (service: ServiceDefinition): ServiceDefinition => {
  const { bus } = service.needs;
  return bus === undefined
    ? service
    : {
        ...service,
        workloads: {
          ...service.workloads,
          [busSetup]: busTask({ kind: "once" }, (at) => busSetupFiles(at, service.name, bus)),
        },
      };
};
