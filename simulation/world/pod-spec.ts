import { isObject, listAt, membersAt, at, type Json, type JsonObject } from "../../audit/facts/json";

/** What a scheduler, a quota or an admission by Pod Security reads of a pod. */
const podFields = [
  "affinity",
  "hostNetwork",
  "nodeSelector",
  "priorityClassName",
  "runtimeClassName",
  "securityContext",
  "tolerations",
  "topologySpreadConstraints",
];
const containerFields = ["name", "image", "resources", "restartPolicy", "securityContext"];

const only = (json: Json, fields: readonly string[]): JsonObject =>
  Object.fromEntries(membersAt(json).filter(([key]) => fields.includes(key)));

const containers = (spec: Json, list: string): readonly JsonObject[] =>
  listAt(spec, list).map((container) => only(container, containerFields));

/** The parts of a pod that decide where it goes. */
export const schedulable = (spec: Json, beside: readonly JsonObject[] = []): JsonObject => ({
  ...only(spec, podFields),
  automountServiceAccountToken: false,
  containers: [...containers(spec, "containers"), ...beside],
  initContainers: containers(spec, "initContainers"),
  volumes: listAt(spec, "volumes").filter((volume) => at(volume, "ephemeral") !== undefined),
});

/** Requests in Kubernetes notation. */
export const requests = (cpu: number, memory: number): JsonObject => ({
  cpu: `${String(Math.ceil(cpu))}m`,
  memory: `${String(Math.ceil(memory))}Mi`,
});

/** A container that requests so much, harmless enough for the strictest namespace. */
export const standIn = (name: string, cpu: number, memory: number): JsonObject => ({
  name,
  image: "simulated",
  resources: { requests: requests(cpu, memory), limits: requests(cpu, memory) },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  },
});

/** What else a file says of pods that it makes. */
export const placement = (rules: Json): JsonObject =>
  isObject(rules) ? only(rules, ["affinity", "nodeSelector", "tolerations", "topologySpreadConstraints"]) : {};
