import type { k8s } from "cdk8s-plus-28";
import { azureBlobClient } from "../../../catalog";
import { snapshotUser } from "../../infrastructure/stores";
import { clientIdOf, workloadIdentityLabel } from "../../kubernetes/workload-identity";
import type { ArchivePlace } from "../database/archive-object-store";
import { snapshotKeys } from "./snapshot-access";

/** Who carries: a user of object storage, and the Secret with its keys where it bears any. */
export interface Carrier {
  readonly user: string;
  readonly keys: string;
}

const snapshots: Carrier = { user: snapshotUser, keys: snapshotKeys };

/** A file in an archive, and the region that requests for it are signed for. */
export interface SnapshotPlace {
  readonly place: ArchivePlace;
  readonly signingRegion: string;
  /** Name of the object. */
  readonly object: string;
}

/** The file as rclone names it: a remote made of variables alone, so that no configuration lies in the cluster. */
export function remoteOf({ place, object }: SnapshotPlace): string {
  switch (place.kind) {
    case "s3":
      return `:s3:${place.bucket}/${object}`;
    case "azure-blob":
      return `:azureblob:${place.container}/${object}`;
  }
}

/** What rclone is told to copy one file; nothing is remembered, neither a configuration nor a cache outside of `folder`. */
export const copyArguments = (from: string, to: string, folder: string): string[] => [
  "copyto",
  from,
  to,
  "--config=/notfound",
  `--cache-dir=${folder}/cache`,
  "--retries=3",
  "--stats=0",
];

const fromKeys = ({ keys }: Carrier, name: string, key: string): k8s.EnvVar => ({
  name,
  valueFrom: { secretKeyRef: { name: keys, key } },
});

/** What rclone must be told of the place; what is no secret stands here, keys come from where the cloud lets them lie. */
export function remoteSettings({ place, signingRegion }: SnapshotPlace, carrier = snapshots): k8s.EnvVar[] {
  switch (place.kind) {
    case "s3":
      return [
        { name: "RCLONE_S3_PROVIDER", value: "Other" },
        { name: "RCLONE_S3_ENDPOINT", value: `https://${place.host}` },
        { name: "RCLONE_S3_REGION", value: signingRegion },
        { name: "RCLONE_S3_ENV_AUTH", value: "true" },
        // Three-zone hosts of OVHcloud reject the bucket in the path; many a storage of one's own knows it nowhere else.
        { name: "RCLONE_S3_FORCE_PATH_STYLE", value: place.addressing === "path" ? "true" : "false" },
        { name: "RCLONE_S3_NO_CHECK_BUCKET", value: "true" },
        ...(place.access.kind === "keys"
          ? [
              fromKeys(carrier, "AWS_ACCESS_KEY_ID", "access-key"),
              fromKeys(carrier, "AWS_SECRET_ACCESS_KEY", "secret-key"),
            ]
          : // What AWS encrypts with a key of ours has no MD5 for an ETag; the server's own sums stand in the snapshot.
            [{ name: "RCLONE_IGNORE_CHECKSUM", value: "true" }]),
      ];
    case "azure-blob":
      return [
        ...Object.entries(azureBlobClient(place.account)).map(([setting, value]) => ({
          name: `RCLONE_AZUREBLOB_${setting}`,
          value,
        })),
        clientIdOf(carrier.user),
      ];
  }
}

/** Labels that give the pod an identity of its cloud. */
export function identityLabels({ place }: SnapshotPlace): Readonly<Record<string, string>> {
  switch (place.kind) {
    case "s3":
      return {};
    case "azure-blob":
      return workloadIdentityLabel;
  }
}
