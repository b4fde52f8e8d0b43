import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { quantity, toBytes, toCpu, type ServicePlan, type WorkloadPlan } from "../../../language";

/** Pods beyond the autoscaler's maximum that an update, a job and a certificate challenge may need at the same time. */
const spare = 3;

/** Caps what a service's namespace may ask for: its planned maximum and room for an update. */
export function serviceQuota(scope: Construct, plan: ServicePlan): k8s.KubeResourceQuota {
  const workloads = Object.values(plan.workloads);
  const sum = (value: (workload: WorkloadPlan) => number): number =>
    workloads.reduce((total, workload) => total + value(workload) * (workload.maximumReplicas.value + 1), 0);
  const hard = {
    "requests.cpu": toCpu(quantity(sum(({ cpuRequest }) => cpuRequest.value) + spare * 100, "millicores")),
    "requests.memory": toBytes(quantity(sum(({ memoryRequest }) => memoryRequest.value) + spare * 128, "MiB")),
    "limits.cpu": toCpu(quantity(sum(({ cpuLimit }) => cpuLimit.value) + spare * 1000, "millicores")),
    "limits.memory": toBytes(quantity(sum(({ memoryLimit }) => memoryLimit.value) + spare * 512, "MiB")),
    pods: String(workloads.reduce((total, { maximumReplicas }) => total + maximumReplicas.value + 1, 0) + spare),
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
