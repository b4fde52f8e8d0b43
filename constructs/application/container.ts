import { k8s } from "cdk8s-plus-28";
import {
  imageReference,
  toBytes,
  toCpu,
  type EnvironmentValue,
  type Image,
  type Mount,
  type Probe,
  type Workload,
  type WorkloadPlan,
  type Mirror,
} from "../../language";

/** Capabilities of every container: none, or the one that "restricted" lets through where the image can't do without. */
export function securityContext({
  bindsLowPorts,
  readOnlyRoot,
}: Pick<Workload, "bindsLowPorts" | "readOnlyRoot">): k8s.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: readOnlyRoot.kind === "enforced",
    capabilities: { drop: ["ALL"], ...(bindsLowPorts.kind === "capability" ? { add: ["NET_BIND_SERVICE"] } : {}) },
  };
}

/** Requests and limits as planned. */
export const resources = (plan: WorkloadPlan): k8s.ResourceRequirements => ({
  requests: {
    cpu: k8s.Quantity.fromString(toCpu(plan.cpuRequest)),
    memory: k8s.Quantity.fromString(toBytes(plan.memoryRequest)),
  },
  limits: {
    cpu: k8s.Quantity.fromString(toCpu(plan.cpuLimit)),
    memory: k8s.Quantity.fromString(toBytes(plan.memoryLimit)),
  },
});

/** Environment in the order of the alphabet; secrets by reference. */
export const environmentOf = (values: Readonly<Record<string, EnvironmentValue>>): k8s.EnvVar[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) =>
      typeof value === "string"
        ? { name, value }
        : { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } },
    );

/** Mounts, with single files where a folder name is given for the volume of files. */
export const mountsOf = (mounts: readonly Mount[]): k8s.VolumeMount[] =>
  mounts.map(({ volume, path, folder, readOnly }) => ({
    name: volume,
    mountPath: path,
    ...(folder === undefined ? {} : { subPath: folder }),
    ...(readOnly === true ? { readOnly } : {}),
  }));

/** A program takes longer to start than a port to answer, for which the kubelet waits one second. */
const programSeconds = 5;

/** One probe; thresholds are the kubelet's defaults unless given. */
export function probe(kind: Probe, thresholds: Pick<k8s.Probe, "failureThreshold" | "periodSeconds"> = {}): k8s.Probe {
  switch (kind.kind) {
    case "http":
      return {
        ...thresholds,
        httpGet: {
          path: kind.path,
          port: k8s.IntOrString.fromString(kind.port),
          ...(kind.headers === undefined
            ? {}
            : { httpHeaders: Object.entries(kind.headers).map(([name, value]) => ({ name, value })) }),
        },
      };
    case "tcp":
      return { ...thresholds, tcpSocket: { port: k8s.IntOrString.fromString(kind.port) } };
    case "command":
      return { ...thresholds, timeoutSeconds: programSeconds, exec: { command: [...kind.command] } };
  }
}

export interface ContainerInput {
  readonly name: string;
  readonly image: Image;
  readonly mirror: Mirror;
  readonly workload: Workload;
  readonly plan: WorkloadPlan;
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
  readonly command: readonly string[] | undefined;
}

/** The parts that every container has, the workload's own and those that prepare it. */
export const container = (input: ContainerInput): k8s.Container => ({
  name: input.name,
  image: imageReference(input.image, input.mirror),
  imagePullPolicy: "IfNotPresent",
  ...(input.command === undefined ? {} : { command: [...input.command] }),
  env: environmentOf(input.environment),
  volumeMounts: mountsOf(input.mounts),
  resources: resources(input.plan),
  securityContext: securityContext(input.workload),
});
