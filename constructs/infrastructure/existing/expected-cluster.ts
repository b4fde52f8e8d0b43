import { DataKubernetesNodes } from "@cdktf/provider-kubernetes/lib/data-kubernetes-nodes";
import { DataKubernetesServerVersion } from "@cdktf/provider-kubernetes/lib/data-kubernetes-server-version";
import { DataKubernetesStorageClassV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-storage-class-v1";
import { Construct } from "constructs";

export interface ExpectedClusterProps {
  /** Kubernetes minor version, such as `1.35`. */
  readonly version: string;
  /** Zones that the nodes must carry as their label. */
  readonly zones: readonly string[];
  readonly storageClass: string;
  /** Fewest nodes in every zone; absent where the facts do not say. */
  readonly nodesPerZone?: number;
}

const zoneLabel = 'try(node.metadata[0].labels["topology.kubernetes.io/zone"], "")';

/** What the plan counts on, looked up before anything is changed: version, zones with their nodes, and the storage class. */
export class ExpectedCluster extends Construct {
  constructor(scope: Construct, id: string, { version, zones, storageClass, nodesPerZone = 1 }: ExpectedClusterProps) {
    super(scope, id);
    new DataKubernetesServerVersion(this, "version", {
      lifecycle: {
        postcondition: [
          {
            // Some clouds write a plus behind the minor version.
            condition: `\${"\${self.major}.\${replace(self.minor, "+", "")}" == "${version}"}`,
            errorMessage: `the cluster must run Kubernetes ${version}, as the environment says (kubernetes)`,
          },
        ],
      },
    });
    new DataKubernetesNodes(this, "nodes", {
      lifecycle: {
        postcondition: zones.map((zone) => ({
          condition: `\${length([for node in self.nodes : node if ${zoneLabel} == "${zone}"]) >= ${String(nodesPerZone)}}`,
          errorMessage: `at least ${String(nodesPerZone)} of the cluster's nodes must carry topology.kubernetes.io/zone=${zone}, as the site's facts say`,
        })),
      },
    });
    // A class that does not exist fails the look-up itself.
    new DataKubernetesStorageClassV1(this, "storage-class", { metadata: { name: storageClass } });
  }
}
