import type { ClusterSpec } from "../../../imports/custom-resources/cloudnative-pg/cluster";
import { workloadIdentityLabel } from "../../kubernetes/workload-identity";
import type { Archive } from "./archive-object-store";

/**
 * How instances get at their archives where they bear no keys. The clouds' webhooks give a token to pods: Azure's to those that bear its
 * label, AWS's to those whose account names a role. The operator names the account after the cluster.
 */
export const cloudIdentity = ({
  archives,
  accountAnnotations: annotations,
}: {
  readonly archives: readonly Archive[];
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}): Pick<ClusterSpec, "inheritedMetadata" | "serviceAccountTemplate"> => ({
  ...(archives.some(({ place }) => place.kind === "azure-blob")
    ? { inheritedMetadata: { labels: { ...workloadIdentityLabel } } }
    : {}),
  ...(annotations === undefined ? {} : { serviceAccountTemplate: { metadata: { annotations } } }),
});
