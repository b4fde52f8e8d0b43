import { days, figure, hours, type Source } from "../../language";
import type { ObjectStorageClass } from "../object-storage";
import { byRegion } from "../regional-price";

const offer: Source = {
  kind: "price-list",
  ref: "AWS Price List, offer AmazonS3, USD without tax; Paris and Stockholm as of 2026-07-01",
  date: "2026-08-07",
};
const bills: Source = {
  kind: "estimate",
  ref: "public bill extract (Ireland) and two undated price notes (Frankfurt)",
  date: "2026",
};
const terms: Source = {
  kind: "estimate",
  ref: "list values of S3 storage classes; the page itself was not read",
  date: "2026-11-20",
};

/** Requests and traffic are billed apart. */
export const awsObjectStorage: readonly ObjectStorageClass[] = [
  {
    cloud: "aws",
    name: "STANDARD",
    temperature: "standard",
    zoneReplicated: true,
    price: byRegion(
      { "eu-central-1": 0.0245, "eu-west-1": 0.023, "eu-west-3": 0.024, "eu-north-1": 0.023 },
      "USD/GiB/month",
      "S3 Standard, first tier",
      offer,
      "no trustworthy price for Milan, Spain and the sovereign region",
    ),
    lockable: true,
  },
  {
    cloud: "aws",
    name: "STANDARD_IA",
    temperature: "infrequent",
    zoneReplicated: true,
    price: byRegion(
      { "eu-central-1": 0.0135, "eu-west-1": 0.0125 },
      "USD/GiB/month",
      "S3 Standard-IA; reading costs 0.01 USD a GB",
      offer,
      "read for Frankfurt and Ireland only",
    ),
    minimumAge: figure(days(30), "billed for at least 30 days", terms),
    lockable: true,
  },
  {
    cloud: "aws",
    name: "DEEP_ARCHIVE",
    temperature: "tape",
    zoneReplicated: true,
    price: byRegion(
      { "eu-central-1": 0.0018, "eu-west-1": 0.00099 },
      "USD/GiB/month",
      "S3 Glacier Deep Archive; reading costs extra",
      bills,
      "read for Frankfurt and Ireland only",
    ),
    minimumAge: figure(days(180), "billed for at least 180 days", terms),
    retrieval: figure(hours(48), "up to 48 hours in bulk, 12 hours as standard", terms),
    lockable: true,
  },
];
