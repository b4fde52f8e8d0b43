import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { Workload, WorkloadPlan } from "../../language";
import { workloadLabels } from "../../planning/placement";
import { contentHash } from "../kubernetes/content-hash";
import { podTemplate } from "./pod-template";
import type { ServiceSetting } from "./setting";

export interface GuestTaskProps extends ServiceSetting {
  /** First part of the name of its jobs. */
  readonly guest: string;
  /** Key of the service's own workload for which its pods pass: what policies let in and out. */
  readonly passesFor: string;
  readonly workload: Workload;
  readonly workloadPlan: WorkloadPlan;
}

/** A task that runs once in the namespace of a service and belongs to a guest's release, so that it comes and goes with the guest. */
export function guestTask(scope: Construct, props: GuestTaskProps): void {
  const { guest, passesFor, service } = props;
  const template = podTemplate({ ...props, name: passesFor, filesFrom: undefined });
  new k8s.KubeJob(scope, `${guest}-task`, {
    // A job can't be changed: a change makes a new one.
    metadata: { name: `${guest}-${contentHash(template)}`, labels: { ...workloadLabels(service.name, passesFor) } },
    spec: { backoffLimit: 10, activeDeadlineSeconds: 1800, template },
  });
}
