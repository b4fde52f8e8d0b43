import { objectGateway } from "./object-gateway";

/** What a workload is to the cloud's own object storage: it signs in there as itself, with an account of its own and no keys. */
export type StorageIdentity =
  /** Does with the objects of one bucket what the service may, and speaks S3 for it. */
  | { readonly kind: "gateway"; readonly bucket: string }
  /** Reads every bucket of the service but journals at its own site, and changes nothing. */
  | { readonly kind: "reader" };

/** Service account of the one workload of a service that reads its buckets as itself. */
export const objectReader = "read-objects";

/** Service account under which a workload signs in. */
export function accountAtStorage(identity: StorageIdentity): string {
  switch (identity.kind) {
    case "gateway":
      return objectGateway(identity.bucket);
    case "reader":
      return objectReader;
  }
}

/** Buckets that these workloads speak S3 for. */
export const gatewayBuckets = (
  workloads: Readonly<Record<string, { readonly atStorage?: StorageIdentity }>>,
): readonly string[] =>
  Object.values(workloads).flatMap(({ atStorage }) => (atStorage?.kind === "gateway" ? [atStorage.bucket] : []));
