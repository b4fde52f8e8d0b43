import { podIdentity } from "../charts/pod-identity";
import type { SiteContext } from "../charts/site-context";
import type { LogStore } from "../constructs/platform/logs/log-store";
import { logUser } from "../constructs/infrastructure/stores";
import { placeBuckets, signingRegion, storageAccountOf } from "../planning/placement";

/** Where the log servers of a site keep what they are given. */
export function logStoreAt(context: SiteContext): LogStore {
  const { environment, site, id } = context;
  const bucket = placeBuckets(environment).find((placed) => placed.site === id && placed.purpose.kind === "logs");
  if (bucket === undefined) return { kind: "volume" };
  const { name, region } = bucket;
  const s3 = { kind: "s3", bucket: name, host: region.host, region: signingRegion(region) } as const;
  switch (site.kind) {
    case "azure": {
      const owner = { environment: environment.name, subscription: site.subscription };
      return { kind: "azure-blob", account: storageAccountOf(owner, bucket).name, container: name };
    }
    case "aws": {
      const { accountAnnotations = {} } = podIdentity(context, logUser);
      return { ...s3, addressing: "virtual-host", access: { kind: "pod-identity", accountAnnotations } };
    }
    case "ovh":
      return { ...s3, addressing: "virtual-host", access: { kind: "keys" } };
    case "existing":
      return {
        ...s3,
        addressing: region.cloud === "existing" ? region.addressing : "virtual-host",
        access: { kind: "keys" },
      };
  }
}
