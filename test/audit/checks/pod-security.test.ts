import type { Json, JsonObject, JsonPath } from "../../../audit/facts/json";
import { podSecurity } from "../../../audit/checks/pod-security";
import { all, inFootprint, inObject, inPlan, nothing, withObject, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const web = "gra11/shop/Deployment/web";
const namespace = "gra11/foundation/namespace-shop";
const enforce = ["metadata", "labels", "pod-security.kubernetes.io/enforce"] as const;

const inPod = (path: JsonPath, value: Json | undefined): Edit =>
  inObject("gra11/shop/deployment-web", ["spec", "template", "spec", ...path], value);
const inContainer = (path: JsonPath, value: Json | undefined): Edit => inPod(["containers", 0, ...path], value);
const inContext = (path: JsonPath, value: Json | undefined): Edit => inContainer(["securityContext", ...path], value);

/** The namespace is baseline, and the plan says why. */
const baseline = all(
  inObject(namespace, enforce, "baseline"),
  inPlan(["namespaces", "shop", "podSecurity"], { level: "baseline", reason: "a test" }),
);
const privileged = all(
  inObject(namespace, enforce, "privileged"),
  inPlan(["namespaces", "shop", "podSecurity"], { level: "privileged", reason: "a test" }),
);

/** Faults that already "baseline" forbids: field, value, and where the verdict points. */
const baselineFaults: readonly (readonly [name: string, edit: Edit, where: string])[] = [
  ["the host's network", inPod(["hostNetwork"], true), "spec.template.spec.hostNetwork: true"],
  ["the host's processes", inPod(["hostPID"], true), "hostPID: true"],
  ["the host's shared memory", inPod(["hostIPC"], true), "hostIPC: true"],
  [
    "HostProcess of the pod",
    inPod(["securityContext", "windowsOptions"], { hostProcess: true }),
    "securityContext.windowsOptions.hostProcess",
  ],
  [
    "HostProcess of a container",
    inContext(["windowsOptions"], { hostProcess: true }),
    "containers.0.securityContext.windowsOptions.hostProcess",
  ],
  ["privileged", inContext(["privileged"], true), "containers.0.securityContext.privileged: true"],
  ["a capability", inContext(["capabilities", "add"], ["NET_RAW"]), 'capabilities.add: "NET_RAW"'],
  ["a folder of the host", inPod(["volumes", 1], { name: "host", hostPath: { path: "/etc" } }), "volumes.1"],
  ["a port of the host", inContainer(["ports", 0, "hostPort"], 80), "containers.0.ports.0.hostPort: 80"],
  ["AppArmor off", inContext(["appArmorProfile"], { type: "Unconfined" }), 'appArmorProfile.type: "Unconfined"'],
  [
    "AppArmor off by annotation",
    inObject("gra11/shop/deployment-web", ["spec", "template", "metadata", "annotations"], {
      "container.apparmor.security.beta.kubernetes.io/web": "unconfined",
    }),
    "metadata.annotations.container.apparmor.security.beta.kubernetes.io/web",
  ],
  [
    "a type of SELinux",
    inPod(["securityContext", "seLinuxOptions"], { type: "spc_t" }),
    'seLinuxOptions.type: "spc_t"',
  ],
  ["a user of SELinux", inContext(["seLinuxOptions"], { user: "root" }), 'seLinuxOptions.user: "root"'],
  ["a role of SELinux", inContext(["seLinuxOptions"], { role: "sysadm_r" }), "seLinuxOptions.role"],
  ["all of /proc", inContext(["procMount"], "Unmasked"), 'procMount: "Unmasked"'],
  ["seccomp off", inContext(["seccompProfile"], { type: "Unconfined" }), 'seccompProfile.type: "Unconfined"'],
  [
    "seccomp off for the pod",
    inPod(["securityContext", "seccompProfile", "type"], "Unconfined"),
    "spec.securityContext.seccompProfile.type",
  ],
  [
    "an unsafe sysctl",
    inPod(["securityContext", "sysctls"], [{ name: "kernel.msgmax", value: "1" }]),
    '"kernel.msgmax"',
  ],
  [
    "a sysctl of 1.37",
    inPod(["securityContext", "sysctls"], [{ name: "net.ipv4.tcp_notsent_lowat", value: "1" }]),
    "net.ipv4.tcp_notsent_lowat",
  ],
  [
    "a probe of another host",
    inContainer(["livenessProbe"], { httpGet: { port: 80, host: "169.254.169.254" } }),
    "livenessProbe.httpGet.host",
  ],
  [
    "a probe of another host's port",
    inContainer(["readinessProbe", "tcpSocket", "host"], "10.0.0.1"),
    "readinessProbe.tcpSocket.host",
  ],
  [
    "a hook that calls another host",
    inContainer(["lifecycle"], { preStop: { httpGet: { port: 80, host: "x" } } }),
    "lifecycle.preStop.httpGet.host",
  ],
  [
    "an init container",
    inPod(["initContainers"], [{ name: "i", securityContext: { privileged: true } }]),
    "initContainers.0.securityContext.privileged",
  ],
  [
    "a debugging container",
    inPod(["ephemeralContainers"], [{ name: "d", securityContext: { privileged: true } }]),
    "ephemeralContainers.0.securityContext.privileged",
  ],
];

/** Faults that "restricted" alone forbids. */
const restrictedFaults: readonly (readonly [name: string, edit: Edit, where: string])[] = [
  [
    "a volume of another type",
    inPod(["volumes", 1], { name: "n", nfs: { server: "x", path: "/" } }),
    'volumes.1: "nfs"',
  ],
  [
    "escalation left open",
    inContext(["allowPrivilegeEscalation"], undefined),
    "allowPrivilegeEscalation: false is required",
  ],
  ["escalation allowed", inContext(["allowPrivilegeEscalation"], true), "allowPrivilegeEscalation: true"],
  [
    "root left open",
    inPod(["securityContext", "runAsNonRoot"], undefined),
    "containers.0.securityContext.runAsNonRoot",
  ],
  [
    "root allowed to a container",
    inContext(["runAsNonRoot"], false),
    "containers.0.securityContext.runAsNonRoot: false",
  ],
  [
    "root allowed to the pod",
    inPod(["securityContext", "runAsNonRoot"], false),
    "spec.securityContext.runAsNonRoot: false",
  ],
  ["user 0", inContext(["runAsUser"], 0), "containers.0.securityContext.runAsUser: 0"],
  ["user 0 for the pod", inPod(["securityContext", "runAsUser"], 0), "spec.securityContext.runAsUser: 0"],
  [
    "seccomp left open",
    inPod(["securityContext", "seccompProfile"], undefined),
    "containers.0.securityContext.seccompProfile.type",
  ],
  ["capabilities kept", inContext(["capabilities"], undefined), 'capabilities.drop: ["ALL"] is required'],
  ["some capabilities dropped", inContext(["capabilities", "drop"], ["NET_RAW"]), "capabilities.drop"],
  ["a capability of the default set", inContext(["capabilities", "add"], ["CHOWN"]), 'capabilities.add: "CHOWN"'],
  [
    "all of /proc in a user namespace",
    all(inPod(["hostUsers"], false), inContext(["procMount"], "Unmasked")),
    "procMount",
  ],
];

const fails = (level: string, under: Edit, faults: typeof baselineFaults): Row[] =>
  faults.map(([name, edit, where]) => ({
    name: `${level}: ${name}`,
    edit: all(under, edit),
    outcome: "fail",
    object: web,
    says: [where],
  }));

const passes = (level: string, under: Edit, faults: typeof baselineFaults): Row[] =>
  faults.map(([name, edit]) => ({ name: `${level}: ${name}`, edit: all(under, edit), outcome: "pass" }));

describe("pod-security: pods", () => {
  judges(podSecurity, [
    { name: "restricted", edit: nothing, outcome: "pass" },
    ...fails("baseline", baseline, baselineFaults),
    ...fails("restricted", nothing, [...baselineFaults, ...restrictedFaults]),
    ...passes("baseline", baseline, restrictedFaults.slice(0, -1)),
    ...passes("privileged", privileged, [...baselineFaults, ...restrictedFaults]),
  ]);
});

describe("pod-security: what the standards allow", () => {
  judges(podSecurity, [
    { name: "no port of the host", edit: inContainer(["ports", 0, "hostPort"], 0), outcome: "pass" },
    { name: "NET_BIND_SERVICE", edit: inContext(["capabilities", "add"], ["NET_BIND_SERVICE"]), outcome: "pass" },
    {
      name: "a volume of an image",
      edit: inPod(["volumes", 1], { name: "i", image: { reference: "x" } }),
      outcome: "pass",
    },
    {
      name: "a safe sysctl",
      edit: inPod(["securityContext", "sysctls"], [{ name: "net.ipv4.tcp_rmem", value: "1" }]),
      outcome: "pass",
    },
    {
      name: "root in a user namespace",
      edit: all(inPod(["hostUsers"], false), inPod(["securityContext", "runAsUser"], 0)),
      outcome: "pass",
    },
    {
      name: "/proc in a user namespace",
      edit: all(baseline, inPod(["hostUsers"], false), inContext(["procMount"], "Unmasked")),
      outcome: "pass",
    },
    {
      name: "each container for itself",
      edit: all(
        inPod(["securityContext"], undefined),
        inContext(["runAsNonRoot"], true),
        inContext(["seccompProfile"], { type: "Localhost", localhostProfile: "x" }),
      ),
      outcome: "pass",
    },
    {
      name: "Windows",
      edit: all(
        inPod(["os"], { name: "windows" }),
        inPod(["securityContext", "seccompProfile"], undefined),
        inContext(["capabilities"], undefined),
      ),
      outcome: "pass",
    },
  ]);
});

describe("pod-security: every kind of workload", () => {
  const naked = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "c" }] } };
  const kinds: readonly (readonly [kind: string, apiVersion: string, body: JsonObject])[] = [
    ["DaemonSet", "apps/v1", { spec: { template: naked } }],
    ["Job", "batch/v1", { spec: { template: naked } }],
    ["CronJob", "batch/v1", { spec: { jobTemplate: { spec: { template: naked } } } }],
    ["Pod", "v1", { spec: naked.spec }],
  ];
  judges(
    podSecurity,
    kinds.map(([kind, apiVersion, body]) => ({
      name: kind,
      edit: withObject("gra11/shop/naked", {
        apiVersion,
        kind,
        metadata: { name: "naked", namespace: "shop" },
        ...body,
      }),
      outcome: "fail",
      object: `gra11/shop/${kind}/naked`,
      says: ["containers.0.securityContext.allowPrivilegeEscalation: false is required"],
    })),
  );
});

describe("pod-security: namespaces", () => {
  const object = "gra11/_cluster/Namespace/shop";
  judges(podSecurity, [
    {
      name: "looser with a reason",
      edit: nothing,
      outcome: "pass",
      note: "exception pod-security: privileged, because the agent reads its node",
    },
    {
      name: "no standard",
      edit: inObject(namespace, enforce, undefined),
      outcome: "fail",
      object,
      says: ["is missing, so that any pod is admitted"],
    },
    {
      name: "a standard that doesn't exist",
      edit: inObject(namespace, enforce, "strict"),
      outcome: "fail",
      object,
      says: ['"strict" is no Pod Security standard'],
    },
    {
      name: "looser without a reason",
      edit: inObject(namespace, enforce, "baseline"),
      outcome: "fail",
      object,
      says: ['"baseline" is looser than "restricted"', "gives no reason"],
    },
    {
      name: "looser than its reason",
      edit: all(
        inObject(namespace, enforce, "privileged"),
        inPlan(["namespaces", "shop", "podSecurity"], { level: "baseline", reason: "a test" }),
      ),
      outcome: "fail",
      object,
      says: ['"privileged" is looser than "restricted"'],
    },
    {
      name: "declared pods that would be refused",
      edit: inFootprint("gateway", ["podSecurity"], { level: "privileged", reason: "a test" }),
      outcome: "fail",
      object: "gra11/footprint/gateway",
      says: ['"privileged" is looser than "restricted"', "the API server would refuse the pods"],
    },
  ]);
});

describe("pod-security: tokens of service accounts", () => {
  const field = ["automountServiceAccountToken"] as const;
  const account = (mounts: boolean): Edit =>
    withObject("gra11/shop/account", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "service", namespace: "shop" },
      automountServiceAccountToken: mounts,
    });
  const excused = inObject("gra11/shop/deployment-web", ["spec", "template", "metadata", "annotations"], {
    "bestek.eu/exception-service-account-token": "talks to the API",
  });
  judges(podSecurity, [
    {
      name: "left open",
      edit: inPod(field, undefined),
      outcome: "fail",
      object: web,
      says: ["automountServiceAccountToken", 'as "service"'],
    },
    {
      name: "asked for",
      edit: all(inPod(field, true), account(false)),
      outcome: "fail",
      object: web,
      says: ["automountServiceAccountToken: true"],
    },
    {
      name: "given by the account",
      edit: all(inPod(field, undefined), account(true)),
      outcome: "fail",
      object: web,
      says: ["automountServiceAccountToken"],
    },
    { name: "denied by the account", edit: all(inPod(field, undefined), account(false)), outcome: "pass" },
    {
      name: "excused",
      edit: all(inPod(field, true), excused),
      outcome: "pass",
      note: "exception service-account-token: talks to the API",
    },
  ]);
});
