import { at, dotted, listAt, textAt, type Json } from "../../facts/json";
import { containersOf } from "../../workloads/pod-template";
import { capabilities, fieldsOf, hasUserNamespace, holdersOf, onlyAllowed, whereIn, type Control } from "./pod";

const level = 'is forbidden by Pod Security "baseline"';

const hostProcess: Control = (pod) =>
  onlyAllowed(
    fieldsOf(holdersOf(pod), "windowsOptions", "hostProcess"),
    (value) => value === false,
    level,
    "remove hostProcess",
  );

const hostNamespaces: Control = ({ spec, path }) =>
  ["hostNetwork", "hostPID", "hostIPC"]
    .filter((field) => at(spec, field) === true)
    .map((field) => ({ where: dotted([...path, field]), value: true, why: level, wayOut: `remove ${field}` }));

const privileged: Control = (pod) =>
  onlyAllowed(
    fieldsOf(
      holdersOf(pod).filter(({ isPod }) => !isPod),
      "privileged",
    ),
    (value) => value === false,
    level,
    "remove privileged",
  );

const addable = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

const addedCapabilities: Control = (pod) =>
  containersOf(pod).flatMap((container) =>
    capabilities(container.container, "add")
      .filter((name) => !addable.includes(name))
      .map((name) => ({
        where: whereIn(container, "securityContext", "capabilities", "add"),
        value: name,
        why: level,
        wayOut: `add none but: ${addable.join(", ")}`,
      })),
  );

/** In "restricted" the list of allowed volumes takes this control's place. */
export const hostPaths: Control = ({ spec, path }) =>
  listAt(spec, "volumes").flatMap((volume, index) =>
    at(volume, "hostPath") === undefined
      ? []
      : [
          {
            where: dotted([...path, "volumes", index, "hostPath"]),
            value: at(volume, "hostPath", "path") ?? null,
            why: level,
            wayOut: "use a volume that is not the node's own file system",
          },
        ],
  );

const hostPorts: Control = (pod) =>
  containersOf(pod).flatMap((container) =>
    listAt(container.container, "ports").flatMap((port, index) => {
      const hostPort = at(port, "hostPort");
      return hostPort === undefined || hostPort === null || hostPort === 0
        ? []
        : [
            {
              where: whereIn(container, "ports", index, "hostPort"),
              value: hostPort,
              why: level,
              wayOut: "put a Service in front of the pod",
            },
          ];
    }),
  );

const appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

const appArmor: Control = (pod) => [
  ...onlyAllowed(
    fieldsOf(holdersOf(pod), "appArmorProfile", "type"),
    (value) => value === "RuntimeDefault" || value === "Localhost",
    level,
    'use "RuntimeDefault"',
  ),
  ...Object.entries(pod.annotations)
    .filter(
      ([key, value]) => key.startsWith(appArmorAnnotation) && !/^(?:|runtime\/default|localhost\/.*)$/.test(value),
    )
    .map(([key, value]) => ({
      where: dotted([...pod.path.slice(0, -1), "metadata", "annotations", key]),
      value,
      why: level,
      wayOut: 'use "runtime/default"',
    })),
];

const seLinuxTypes: readonly Json[] = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

const seLinux: Control = (pod) => {
  const holders = holdersOf(pod);
  return [
    ...onlyAllowed(
      fieldsOf(holders, "seLinuxOptions", "type"),
      (value) => seLinuxTypes.includes(value),
      level,
      'use "container_t"',
    ),
    ...["user", "role"].flatMap((field) =>
      onlyAllowed(fieldsOf(holders, "seLinuxOptions", field), (value) => value === "", level, `remove ${field}`),
    ),
  ];
};

/** In a user namespace of its own a pod may see all of its `/proc`. */
const procMount: Control = (pod) => (hasUserNamespace(pod) ? [] : maskedProc(pod, level));

export const maskedProc = (pod: Parameters<Control>[0], why: string): ReturnType<Control> =>
  onlyAllowed(
    fieldsOf(
      holdersOf(pod).filter(({ isPod }) => !isPod),
      "procMount",
    ),
    (value) => value === "Default",
    why,
    "remove procMount",
  );

const seccomp: Control = (pod) =>
  onlyAllowed(fieldsOf(holdersOf(pod), "seccompProfile", "type"), isSeccomp, level, 'use "RuntimeDefault"');

export const isSeccomp = (type: Json | undefined): boolean => type === "RuntimeDefault" || type === "Localhost";

const safeSysctls: readonly (string | undefined)[] = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

const sysctls: Control = ({ spec, path }) =>
  listAt(spec, "securityContext", "sysctls").flatMap((sysctl, index) => {
    const name = textAt(sysctl, "name");
    return safeSysctls.includes(name)
      ? []
      : [
          {
            where: dotted([...path, "securityContext", "sysctls", index]),
            value: name ?? null,
            why: level,
            wayOut: "set it on the node, or do without",
          },
        ];
  });

/** Probes and hooks may call the pod itself only: another host would be called by the kubelet, from the node. */
const foreignHosts: Control = (pod) =>
  containersOf(pod).flatMap((container) =>
    [
      ["livenessProbe"],
      ["readinessProbe"],
      ["startupProbe"],
      ["lifecycle", "postStart"],
      ["lifecycle", "preStop"],
    ].flatMap((hook) =>
      ["httpGet", "tcpSocket"].flatMap((call) => {
        const host = textAt(container.container, ...hook, call, "host") ?? "";
        return host === ""
          ? []
          : [{ where: whereIn(container, ...hook, call, "host"), value: host, why: level, wayOut: "remove host" }];
      }),
    ),
  );

/**
 * The controls of Pod Security "baseline" as Kubernetes 1.35 enforces them, by the name of their check in
 * k8s.io/pod-security-admission. "restricted" replaces those that it tightens.
 */
export const baseline: Readonly<Record<string, Control>> = {
  windowsHostProcess: hostProcess,
  hostNamespaces,
  privileged,
  capabilities_baseline: addedCapabilities,
  hostPathVolumes: hostPaths,
  hostPorts,
  appArmorProfile: appArmor,
  seLinuxOptions: seLinux,
  procMount,
  seccompProfile_baseline: seccomp,
  sysctls,
  hostProbesAndHostLifecycle: foreignHosts,
};
