import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { linkerdProxy } from "../../../catalog";
import { quantity, toBytes, toCpu, type MeshKind, type ServicePlan, type WorkloadPlan } from "../../../language";
import { limitsOf } from "../releases/pod-values";

/** Pods beyond the autoscaler's maximum that an update, a job and a certificate challenge may need at the same time. */
const spare = 3;

/** Millicores and MiB that the mesh puts beside a pod: the quota counts them with it. */
interface Beside {
  readonly cpu: number;
  readonly memory: number;
  readonly cpuLimit: number;
  readonly memoryLimit: number;
}

function besidePod(mesh: MeshKind): Beside {
  switch (mesh) {
    case "istio-ambient":
      return { cpu: 0, memory: 0, cpuLimit: 0, memoryLimit: 0 };
    case "linkerd": {
      const limits = limitsOf(linkerdProxy);
      return {
        cpu: linkerdProxy.cpu.value,
        memory: linkerdProxy.memory.value,
        cpuLimit: limits.cpu.value,
        memoryLimit: limits.memory.value,
      };
    }
  }
}

/** Caps what a service's namespace may ask for: its planned maximum and room for an update, with what the mesh puts beside each pod. */
export function serviceQuota(scope: Construct, plan: ServicePlan, mesh: MeshKind): k8s.KubeResourceQuota {
  const workloads = Object.values(plan.workloads);
  const beside = besidePod(mesh);
  const pods = workloads.reduce((total, { maximumReplicas }) => total + maximumReplicas.value + 1, 0) + spare;
  const sum = (value: (workload: WorkloadPlan) => number, ofSpare: number, ofProxy: number): number =>
    workloads.reduce((total, workload) => total + value(workload) * (workload.maximumReplicas.value + 1), 0) +
    spare * ofSpare +
    pods * ofProxy;
  const hard = {
    "requests.cpu": toCpu(
      quantity(
        sum(({ cpuRequest }) => cpuRequest.value, 100, beside.cpu),
        "millicores",
      ),
    ),
    "requests.memory": toBytes(
      quantity(
        sum(({ memoryRequest }) => memoryRequest.value, 128, beside.memory),
        "MiB",
      ),
    ),
    "limits.cpu": toCpu(
      quantity(
        sum(({ cpuLimit }) => cpuLimit.value, 1000, beside.cpuLimit),
        "millicores",
      ),
    ),
    "limits.memory": toBytes(
      quantity(
        sum(({ memoryLimit }) => memoryLimit.value, 512, beside.memoryLimit),
        "MiB",
      ),
    ),
    pods: String(pods),
    "services.loadbalancers": "0",
    "services.nodeports": "0",
  };
  return new k8s.KubeResourceQuota(scope, "quota", {
    metadata: { name: "planned" },
    spec: {
      hard: Object.fromEntries(Object.entries(hard).map(([name, value]) => [name, k8s.Quantity.fromString(value)])),
    },
  });
}
