import { k8s } from "cdk8s-plus-28";
import {
  accountAtStorage,
  certificateName,
  identityCertificate,
  internalCertificate,
  isLongRunning,
  toBytes,
  type Exception,
  type Extent,
  type Volume,
  type Workload,
  type WorkloadPlan,
} from "../../language";
import { workloadLabels } from "../../planning/placement";
import { userAtStorage } from "../infrastructure/stores";
import { clientIdOf, workloadIdentityLabel } from "../kubernetes/workload-identity";
import { container, probe } from "./container";
import type { ServiceSetting } from "./setting";

/** Name of the service account of every service: one that may do nothing and mounts no token. */
export const serviceAccountName = "service";

/** Account that a workload's pods run under. */
export const accountOf = ({ account, atStorage }: Pick<Workload, "account" | "atStorage">): string =>
  account ?? (atStorage === undefined ? serviceAccountName : accountAtStorage(atStorage));

/** Seconds between two probes; with the kubelet's threshold of three a dead pod is noticed within half a minute. */
const probePeriod = 10;

export interface PodTemplateInput extends ServiceSetting {
  readonly name: string;
  readonly workload: Workload;
  readonly workloadPlan: WorkloadPlan;
  /** ConfigMap that holds the workload's files; absent where it has none. */
  readonly filesFrom: string | undefined;
}

/** A pod hardened to the Pod Security standard "restricted", spread over zones and nodes. */
export function podTemplate(input: PodTemplateInput): k8s.PodTemplateSpec {
  const { service, name, workload } = input;
  const labels = workloadLabels(service.name, name);
  return {
    metadata: { labels: { ...labels, ...identityLabels(workload) }, annotations: exceptions(workload) },
    spec: {
      serviceAccountName: accountOf(workload),
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: [{ name: input.pullSecret }],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: workload.user.uid,
        runAsGroup: workload.user.gid,
        fsGroup: workload.user.gid,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      topologySpreadConstraints: spread(workload, labels),
      initContainers: preparations(input),
      containers: [mainContainer(input)],
      volumes: volumes(input),
      ...(isLongRunning(workload) ? { terminationGracePeriodSeconds: 60 } : { restartPolicy: "OnFailure" }),
    },
  };
}

/** Pods that sign in at the cloud's storage act with an identity of it; which one, only applying tells. */
const identityLabels = ({ atStorage }: Workload): Readonly<Record<string, string>> =>
  atStorage === undefined ? {} : workloadIdentityLabel;

const identityVariables = ({ workload: { atStorage }, service }: PodTemplateInput): k8s.EnvVar[] =>
  atStorage === undefined ? [] : [clientIdOf(userAtStorage(service.name, atStorage))];

function mainContainer(input: PodTemplateInput): k8s.Container {
  const { name, mirror, workload, workloadPlan, at } = input;
  const { probes } = workload;
  const main = container({
    name,
    image: workload.image,
    mirror,
    workload,
    plan: workloadPlan,
    environment: workload.environment(at),
    mounts: workload.mounts,
    command: workload.command,
  });
  return {
    ...main,
    env: [...(main.env ?? []), ...identityVariables(input)],
    ...(workload.arguments === undefined ? {} : { args: [...workload.arguments] }),
    ports: Object.entries(workload.ports).map(([port, { port: containerPort, protocol }]) => ({
      name: port,
      containerPort,
      protocol,
    })),
    ...(probes === undefined
      ? {}
      : {
          startupProbe: probe(probes.startup, {
            periodSeconds: probePeriod,
            failureThreshold: Math.ceil((probes.startupSeconds ?? 150) / probePeriod),
          }),
          livenessProbe: probe(probes.liveness, { periodSeconds: probePeriod }),
          readinessProbe: probe(probes.readiness, { periodSeconds: probePeriod }),
        }),
  };
}

const preparations = ({ mirror, workload, workloadPlan, at }: PodTemplateInput): k8s.Container[] =>
  workload.preparation.map((step, index) =>
    container({
      name: `prepare-${String(index + 1)}`,
      image: step.image,
      mirror,
      workload,
      plan: workloadPlan,
      environment: step.environment?.(at) ?? {},
      mounts: step.mounts,
      command: step.command,
    }),
  );

function volumes({ name, workload, filesFrom, service, certificate }: PodTemplateInput): k8s.Volume[] {
  return [
    ...(filesFrom === undefined ? [] : [{ name: "files", configMap: { name: filesFrom } }]),
    ...(service.needs.certificate === undefined
      ? []
      : [{ name: "certificate", secret: certificateFiles(certificate) }]),
    ...(workload.identity === undefined
      ? []
      : [{ name: internalCertificate, secret: { secretName: identityCertificate(name) } }]),
    ...Object.entries(workload.volumes).flatMap(([volumeName, volume]) => scratch(volumeName, volume)),
  ];
}

/** Both files by their names: where a key is there before its certificate, pods wait for that as well. */
const certificateFiles = (secretName = certificateName()): k8s.SecretVolumeSource => ({
  secretName,
  items: ["tls.crt", "tls.key"].map((key) => ({ key, path: key })),
});

function scratch(name: string, volume: Volume): k8s.Volume[] {
  switch (volume.kind) {
    case "scratch":
      return [
        {
          name,
          emptyDir: {
            sizeLimit: k8s.Quantity.fromString(toBytes(fixedSize(volume.size))),
            ...(volume.medium === "memory" ? { medium: "Memory" } : {}),
          },
        },
      ];
    case "persistent":
      return [];
  }
}

const fixedSize = ({ fixed }: Extent) => fixed ?? { value: 0, unit: "MiB" as const };

/** Zones must be even, whatever else; within a zone nodes are a preference. Zones whose nodes are all gone don't count. */
const spread = (workload: Workload, labels: Readonly<Record<string, string>>): k8s.TopologySpreadConstraint[] =>
  isLongRunning(workload)
    ? [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          nodeTaintsPolicy: "Honor",
          labelSelector: { matchLabels: { ...labels } },
        },
        {
          maxSkew: 1,
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: { ...labels } },
        },
      ]
    : [];

/** Exceptions stand on the pod, so that whoever reads the manifest meets their reasons. */
function exceptions({ readOnlyRoot, bindsLowPorts }: Workload): Record<string, string> {
  const readOnly: readonly Exception[] = readOnlyRoot.kind === "exception" ? [readOnlyRoot] : [];
  return {
    ...Object.fromEntries(readOnly.map(({ reason }) => ["bestek.eu/exception-read-only-root", reason])),
    ...(bindsLowPorts.kind === "capability" ? { "bestek.eu/exception-capabilities": bindsLowPorts.reason } : {}),
  };
}
