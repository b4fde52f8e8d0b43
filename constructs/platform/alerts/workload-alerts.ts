import { isLongRunning, type Workload, type WorkloadPlan } from "../../../language";
import { selector, type Alert, type RuleGroup } from "./alert";

export interface WatchedWorkload {
  readonly namespace: string;
  /** Name of the pods' controller. */
  readonly objectName: string;
  readonly workload: Pick<Workload, "running" | "volumes" | "activity" | "proves">;
  readonly plan: Pick<WorkloadPlan, "minimumAvailable">;
  /** Whether it runs at this site. */
  readonly active: boolean;
}

/** What must be looked at when one workload is in trouble, derived from how it runs. */
export const workloadAlerts = (watched: WatchedWorkload): RuleGroup => ({
  name: watched.objectName,
  rules: [
    ...replicaAlerts(watched),
    ...restartAlerts(watched),
    ...volumeAlerts(watched),
    ...jobAlerts(watched),
    ...proofAlerts(watched),
  ],
});

function replicaAlerts({ namespace, objectName, workload, plan, active }: WatchedWorkload): readonly Alert[] {
  if (!isLongRunning(workload) || !active) return [];
  const ready =
    workload.running.kind === "stateless"
      ? `kube_deployment_status_replicas_available${selector({ namespace, deployment: objectName })}`
      : `kube_statefulset_status_replicas_ready${selector({ namespace, statefulset: objectName })}`;
  const least = String(Math.max(1, plan.minimumAvailable.value));
  return [
    {
      kind: "alert",
      name: "ReplicasUnavailable",
      // A series that is missing altogether counts as none ready.
      expression: `(sum(${ready}) or vector(0)) < ${least}`,
      during: "5m",
      severity: "page",
      summary: `Fewer than ${least} replicas of ${objectName} are ready`,
    },
  ];
}

/** Three times an hour is no single mishap; kube-prometheus-stack's own rule waits for a crash loop. */
const restartAlerts = ({ namespace, objectName }: WatchedWorkload): readonly Alert[] => [
  {
    kind: "alert",
    name: "PodRestarting",
    expression: `sum by (pod) (increase(kube_pod_container_status_restarts_total${selector({ namespace, pod: `~${objectName}-.+` })}[1h])) > 3`,
    severity: "ticket",
    summary: `{{ $labels.pod }} was restarted more than three times within an hour`,
  },
];

function volumeAlerts({ namespace, objectName, workload }: WatchedWorkload): readonly Alert[] {
  const kept = Object.entries(workload.volumes).flatMap(([name, { kind }]) => (kind === "persistent" ? [name] : []));
  return kept.flatMap((volume) =>
    fillingVolume(
      { namespace, persistentvolumeclaim: `~${volume}-${objectName}-[0-9]+` },
      `volume ${volume} of ${objectName}`,
    ),
  );
}

/** A tenth is left, or less than half and gone within four days at the pace of the last six hours. */
export const fillingVolume = (labels: Readonly<Record<string, string>>, what: string): readonly Alert[] => {
  const left = `kubelet_volume_stats_available_bytes${selector(labels)}`;
  const share = `${left} / kubelet_volume_stats_capacity_bytes${selector(labels)}`;
  return [
    {
      kind: "alert",
      name: "VolumeAlmostFull",
      expression: `${share} < 0.1`,
      during: "5m",
      severity: "page",
      summary: `Less than a tenth of the ${what} is free ({{ $labels.persistentvolumeclaim }})`,
    },
    {
      kind: "alert",
      name: "VolumeFilling",
      expression: `${share} < 0.5 and predict_linear(${left.replace("}", "}[6h]")}, 4 * 24 * 3600) < 0`,
      during: "1h",
      severity: "ticket",
      summary: `The ${what} will be full within four days ({{ $labels.persistentvolumeclaim }})`,
    },
  ];
};

/** Evidence that nobody has produced for a day longer than it may take; a job that never ran counts from when it was declared. */
function proofAlerts({ namespace, objectName, workload, active }: WatchedWorkload): readonly Alert[] {
  if (workload.proves === undefined || !active) return [];
  const of = selector({ namespace, cronjob: objectName });
  const last = `max(kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`;
  const most = workload.proves.every.value + 1;
  return [
    {
      kind: "alert",
      name: "EvidenceMissing",
      expression: `time() - ${last} > ${String(most * 24 * 3600)} or absent(${last})`,
      during: "1h",
      severity: "ticket",
      summary: `${objectName} has not shown for ${String(most)} days that ${workload.proves.claim}`,
    },
  ];
}

function jobAlerts({ namespace, objectName, workload, active }: WatchedWorkload): readonly Alert[] {
  if (workload.running.kind !== "scheduled" || !active) return [];
  return [
    {
      kind: "alert",
      name: "JobFailing",
      expression: `max by (job_name) (kube_job_status_failed${selector({ namespace, job_name: `~${objectName}-.+` })}) > 0`,
      during: "15m",
      severity: "ticket",
      summary: `{{ $labels.job_name }} failed`,
    },
  ];
}
