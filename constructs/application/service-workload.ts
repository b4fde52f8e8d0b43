import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { isLongRunning, runsAt, toBytes, type Workload, type WorkloadPlan } from "../../language";
import type { ServiceMonitor } from "../../imports/custom-resources/prometheus-operator/service-monitor";
import { workloadLabels, workloadName } from "../../planning/placement";
import { contentHash } from "../kubernetes/content-hash";
import { customObject } from "../kubernetes/custom-object";
import { podTemplate } from "./pod-template";
import type { ServiceSetting } from "./setting";

export interface ServiceWorkloadProps extends ServiceSetting {
  /** Key of the workload in its service. */
  readonly name: string;
  readonly workload: Workload;
  readonly workloadPlan: WorkloadPlan;
}

/**
 * Everything that runs one workload: its files, its pods, the Service in front of them, the budget that keeps enough
 * of them, the autoscaler and the monitor.
 */
export class ServiceWorkload extends Construct {
  /** Name of the pods' controller and of their Service. */
  readonly objectName: string;
  private readonly labels: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceWorkloadProps,
  ) {
    super(scope, id);
    this.objectName = workloadName(props.service.name, props.name);
    this.labels = workloadLabels(props.service.name, props.name);
    this.pods(this.files());
    this.port();
    this.budget();
    this.autoscaler();
    this.monitor();
  }

  private get metadata(): { name: string; labels: Record<string, string> } {
    return { name: this.objectName, labels: { ...this.labels } };
  }

  private get runsHere(): boolean {
    return runsAt(this.props.workload, this.props.active);
  }

  /** Replicas here and now: none where another site runs the workload. */
  private get replicas(): number {
    return this.runsHere ? this.props.workloadPlan.replicas.value : 0;
  }

  /** Files get a new name with every change, so that pods restart and a roll-back finds the old ones. */
  private files(): string | undefined {
    const files = this.props.workload.files(this.props.at);
    if (Object.keys(files).length === 0) return undefined;
    const name = `${this.objectName}-${contentHash(files)}`;
    new k8s.KubeConfigMap(this, "files", {
      metadata: { name, labels: { ...this.labels } },
      immutable: true,
      data: { ...files },
    });
    return name;
  }

  private pods(filesFrom: string | undefined): void {
    const { running } = this.props.workload;
    const template = podTemplate({ ...this.props, filesFrom });
    const selector = { matchLabels: { ...this.labels } };
    switch (running.kind) {
      case "stateless":
        new k8s.KubeDeployment(this, "deployment", {
          metadata: this.metadata,
          spec: {
            // Where an autoscaler owns the number, an upgrade must not reset it.
            ...(this.scales ? {} : { replicas: this.replicas }),
            selector,
            strategy: {
              type: "RollingUpdate",
              rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(0), maxSurge: k8s.IntOrString.fromNumber(1) },
            },
            template,
          },
        });
        return;
      case "stateful":
        new k8s.KubeStatefulSet(this, "stateful-set", {
          metadata: this.metadata,
          spec: {
            replicas: this.replicas,
            serviceName: `${this.objectName}-members`,
            selector,
            template,
            ...this.claims(),
          },
        });
        return;
      case "once":
        if (!this.runsHere) return;
        new k8s.KubeJob(this, "job", {
          // A job can't be changed: a change makes a new one.
          metadata: { name: `${this.objectName}-${contentHash(template)}`, labels: { ...this.labels } },
          spec: { backoffLimit: 10, activeDeadlineSeconds: 1800, template },
        });
        return;
      case "scheduled":
        new k8s.KubeCronJob(this, "cron-job", {
          metadata: this.metadata,
          spec: {
            schedule: this.props.workloadPlan.turn ?? running.schedule,
            timeZone: "Etc/UTC",
            concurrencyPolicy: "Forbid",
            suspend: !this.runsHere || this.hasNowhereToCarry,
            successfulJobsHistoryLimit: 1,
            failedJobsHistoryLimit: 3,
            jobTemplate: {
              spec: {
                backoffLimit: 1,
                ...(running.deadline === undefined ? {} : { activeDeadlineSeconds: running.deadline.value }),
                template,
              },
            },
          },
        });
        return;
    }
  }

  private get hasNowhereToCarry(): boolean {
    const { workload, at } = this.props;
    return workload.carries !== undefined && at.bucketCopy(workload.carries) === undefined;
  }

  private claims(): Pick<k8s.StatefulSetSpec, "volumeClaimTemplates"> {
    const claims = Object.entries(this.props.workload.volumes).flatMap(([name, volume]) => {
      const planned = this.props.workloadPlan.volumes[name];
      return volume.kind === "scratch" || planned === undefined
        ? []
        : [
            {
              metadata: { name },
              spec: {
                accessModes: ["ReadWriteOnce"],
                storageClassName: this.props.storageClass,
                resources: { requests: { storage: k8s.Quantity.fromString(toBytes(planned.size)) } },
              },
            },
          ];
    });
    return claims.length === 0 ? {} : { volumeClaimTemplates: claims };
  }

  private port(): void {
    const ports = Object.entries(this.props.workload.ports).map(([name, { port, protocol }]) => ({
      name,
      port,
      protocol,
      targetPort: k8s.IntOrString.fromString(name),
    }));
    if (ports.length === 0) return;
    new k8s.KubeService(this, "service", { metadata: this.metadata, spec: { selector: { ...this.labels }, ports } });
    if (this.props.workload.running.kind === "stateful") {
      new k8s.KubeService(this, "members", {
        metadata: { name: `${this.objectName}-members`, labels: { ...this.labels } },
        // Members look each other up before they are ready.
        spec: { clusterIp: "None", publishNotReadyAddresses: true, selector: { ...this.labels }, ports },
      });
    }
  }

  private budget(): void {
    if (!isLongRunning(this.props.workload) || this.replicas < 2) return;
    new k8s.KubePodDisruptionBudget(this, "budget", {
      metadata: this.metadata,
      spec: {
        minAvailable: k8s.IntOrString.fromNumber(this.props.workloadPlan.minimumAvailable.value),
        selector: { matchLabels: { ...this.labels } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    });
  }

  private get scales(): boolean {
    const { workload, workloadPlan } = this.props;
    return (
      workload.running.kind === "stateless" && this.replicas > 0 && workloadPlan.maximumReplicas.value > this.replicas
    );
  }

  private autoscaler(): void {
    const { workload, workloadPlan } = this.props;
    if (!this.scales || workload.running.kind !== "stateless") return;
    new k8s.KubeHorizontalPodAutoscalerV2(this, "autoscaler", {
      metadata: this.metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: this.objectName },
        minReplicas: this.replicas,
        maxReplicas: workloadPlan.maximumReplicas.value,
        metrics: [
          {
            type: "Resource",
            resource: {
              name: "cpu",
              target: { type: "Utilization", averageUtilization: workload.running.targetCpuPercent },
            },
          },
        ],
      },
    });
  }

  private monitor(): void {
    const { metrics } = this.props.workload;
    if (metrics === undefined) return;
    const monitor: ServiceMonitor = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      spec: {
        selector: { matchLabels: this.labels },
        endpoints: [{ port: metrics.port, path: metrics.path, interval: "30s" }],
      },
    };
    customObject(this, this.metadata, monitor);
  }
}
