import { valuesRead, type HelmChart, type Image } from "../../language";

export const backupImages = {
  /** Seen 2026-08-20. Chart 12.1.0 carries v1.18.1: its value `image.tag` must be set to this tag. */
  velero: { registry: "docker.io", repository: "velero/velero", tag: "v1.18.2" },
  /** Object storage plugin, in use with Velero 1.18 by 2026-08-20. */
  veleroPluginForAws: { registry: "docker.io", repository: "velero/velero-plugin-for-aws", tag: "v1.14.2" },
  /** Carries files between a pod and object storage of every cloud. MIT; tag and digest in public use by 2026-10. */
  rclone: {
    registry: "docker.io",
    repository: "rclone/rclone",
    tag: "1.75.1",
    digest: "sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5",
  },
  /**
   * Makes and deletes what a restore drill restores into. A program alone, without a shell. The cluster's default minor version: it
   * serves one more and one less (Kubernetes version skew policy). Tag and digest in public use by 2026-10.
   */
  kubectl: {
    registry: "registry.k8s.io",
    repository: "kubectl",
    tag: "v1.35.3",
    digest: "sha256:8dad99b604a2c0bafe17f53cadf78482d6f667a6da687f385508f5f4e4696d37",
  },
} as const satisfies Record<string, Image>;

export const backupCharts = {
  /** Read 2026-06-25. */
  velero: {
    name: "velero",
    repository: "https://vmware-tanzu.github.io/helm-charts",
    version: "12.1.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
