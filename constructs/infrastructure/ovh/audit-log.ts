import { CloudProjectKubeLogSubscription } from "@cdktf/provider-ovh/lib/cloud-project-kube-log-subscription";
import { DataOvhDbaasLogsCluster } from "@cdktf/provider-ovh/lib/data-ovh-dbaas-logs-cluster";
import { DataOvhDbaasLogsClusterRetention } from "@cdktf/provider-ovh/lib/data-ovh-dbaas-logs-cluster-retention";
import { DbaasLogsOutputGraylogStream } from "@cdktf/provider-ovh/lib/dbaas-logs-output-graylog-stream";
import { Construct } from "constructs";

export interface AuditLogProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly clusterId: string;
  /** Name of the stream, for people who search in it. */
  readonly name: string;
  /** Logs Data Platform of the same account, such as `ldp-xx-12345`. */
  readonly service: string;
  /** Whether Terraform refuses to destroy what was written down. Default: yes. */
  readonly kept?: boolean;
}

/** As long as the control plane's logs are kept at AWS: an intrusion found late can still be followed back. */
const retention = "P1Y";

/** Regions of the Logs Data Platform in the EU: all of its API's but Beauharnois (OVHcloud API, dbaas.logs.ClusterRegionEnum, 2026). */
const regions = ["GRA", "P-19", "RBX", "SBG"];

/** Who asked the Kubernetes API for what, written down outside the cluster, where nobody of the cluster can change it. */
export class AuditLog extends Construct {
  constructor(scope: Construct, id: string, { project, clusterId, name, service, kept = true }: AuditLogProps) {
    super(scope, id);
    const platform = new DataOvhDbaasLogsCluster(this, "platform", {
      serviceName: service,
      lifecycle: {
        postcondition: [
          {
            condition: `\${contains(${JSON.stringify(regions)}, self.region)}`,
            errorMessage: `Logs Data Platform ${service} must stand in the EU: order one in ${regions.join(", ")}`,
          },
        ],
      },
    });
    const year = new DataOvhDbaasLogsClusterRetention(this, "retention", {
      serviceName: service,
      clusterId: platform.clusterId,
      duration: retention,
      lifecycle: {
        postcondition: [
          {
            condition: "${self.is_supported}",
            errorMessage: `Logs Data Platform ${service} must be able to keep logs for a year`,
          },
        ],
      },
    });
    const stream = new DbaasLogsOutputGraylogStream(this, "stream", {
      serviceName: service,
      title: name,
      description: "audit log of the Kubernetes API",
      retentionId: year.retentionId,
      lifecycle: { preventDestroy: kept },
    });
    new CloudProjectKubeLogSubscription(this, "subscription", {
      serviceName: project,
      kubeId: clusterId,
      kind: "audit",
      streamId: stream.streamId,
    });
  }
}
