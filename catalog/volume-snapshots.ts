import type { Source } from "../language";
import type { Cloud } from "./cloud";
import { byRegion, everywhere, type RegionalPrice } from "./regional-price";

const ovh: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, export in feoche/public-cost-indicator",
  date: "2026-01-27",
};
const aws: Source = {
  kind: "price-list",
  ref: "AWS EBS price feed, USD without tax, as archived in yeo/ec2.shop",
  date: "2024-07-18",
};
const azure: Source = {
  kind: "price-list",
  ref: "Infracost test data: Azure managed disk snapshots",
  date: "2024-07-01",
};

/** What a snapshot of a volume costs; it stays in the region of its volume, so that it is no backup against its loss. */
export const volumeSnapshots: Readonly<Record<Cloud, RegionalPrice<"EUR/GiB/month" | "USD/GiB/month">>> = {
  ovh: everywhere(0.04, "EUR/GiB/month", "volume snapshot; per GB and rounded to two decimals in the list", ovh),
  azure: byRegion(
    { westeurope: 0.05 },
    "USD/GiB/month",
    "snapshot on standard storage",
    azure,
    "read for West Europe only",
  ),
  aws: byRegion(
    {
      "eu-central-1": 0.054,
      "eu-west-1": 0.05,
      "eu-west-3": 0.053,
      "eu-north-1": 0.0475,
      "eu-south-1": 0.0525,
      "eu-south-2": 0.05,
    },
    "USD/GiB/month",
    "EBS snapshot, changed blocks only",
    aws,
    "no archived feed lists the sovereign region",
  ),
};
