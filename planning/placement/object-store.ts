import type { Environment, Site, StoragePlace } from "../../environments/schema";
import { objectGateway, objectGatewayPort, type BucketAddress } from "../../language";
import { objectStoreName } from "../../suites";
import { signingRegion, storageAt } from "./bucket";
import { workloadHost } from "./service-address";

/** Port of the S3 API of the object store that runs in the cluster where none stands beside it. */
export const objectStorePort = 3900;

/** Region that requests to it are signed for. */
const objectStoreRegion = "garage";

/** Who asks for a bucket. */
export interface BucketHolder {
  readonly service: string;
  /** Namespace of the instance that asks. */
  readonly namespace: string;
  readonly bucket: string;
}

/** Who answers for a bucket in the language of S3: storage beside the cluster or inside it, or at Azure a gateway beside the service. */
export function bucketServer(
  { parts }: Pick<Environment, "parts">,
  site: Site,
  user: BucketHolder,
): Omit<BucketAddress, "name"> {
  switch (parts.objects) {
    case "provider":
      return providerServer(site, user);
    case "garage":
    case "rook":
      return {
        host: workloadHost(objectStoreName, "garage"),
        port: objectStorePort,
        scheme: "http",
        addressing: "path",
        region: objectStoreRegion,
      };
  }
}

function providerServer(site: Site, { service, namespace, bucket }: BucketHolder): Omit<BucketAddress, "name"> {
  const place = storageAt(site);
  // The schema lets no site without object storage through.
  if (place === undefined) throw new Error("no object storage stands beside the site");
  switch (site.kind) {
    case "ovh":
    case "aws":
    case "existing":
      return storageServer(place);
    case "azure":
      return {
        host: workloadHost(service, objectGateway(bucket), namespace),
        port: objectGatewayPort,
        scheme: "http",
        addressing: "path",
        region: signingRegion(place),
      };
  }
}

/** Storage outside the cluster that speaks S3 itself. */
export const storageServer = (place: StoragePlace): Omit<BucketAddress, "name"> => ({
  host: place.host,
  port: 443,
  scheme: "https",
  addressing: place.cloud === "existing" ? place.addressing : "virtual-host",
  region: signingRegion(place),
});
