import { figure, quantity, type Source } from "../../language";
import { byRegion } from "../regional-price";
import type { StorageClass } from "../storage-classes";

const feed: Source = {
  kind: "price-list",
  ref: "AWS EBS price feed, USD without tax, as archived in yeo/ec2.shop",
  date: "2024-07-18",
};

/** EKS brings no encrypted class of its own, so that bestek makes one. */
export const awsStorageClasses: readonly [StorageClass, ...StorageClass[]] = [
  {
    cloud: "aws",
    name: "gp3-encrypted",
    origin: {
      kind: "bestek",
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true", "csi.storage.k8s.io/fstype": "ext4" },
    },
    encrypted: true,
    zoneBound: true,
    price: byRegion(
      {
        "eu-central-1": 0.0952,
        "eu-west-1": 0.088,
        "eu-west-3": 0.0928,
        "eu-north-1": 0.0836,
        "eu-south-1": 0.0924,
        "eu-south-2": 0.088,
      },
      "USD/GiB/month",
      "EBS gp3 with the 3000 operations and 125 MB/s a second that are included",
      feed,
      "no archived feed lists the sovereign region",
    ),
    throughput: {
      maximum: figure(quantity(1000, "Mbit/s"), "125 MB/s included in the price; up to 2000 MB/s at a surcharge", {
        kind: "documentation",
        ref: "Spare Cores: AWS storage records",
        date: "2026-01-31",
      }),
    },
  },
];
