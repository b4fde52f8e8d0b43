import type { Source } from "../language";
import type { Cloud } from "./cloud";

/** How a cloud's driver takes snapshots of block volumes; they stay in the region, encrypted as their volume is. */
export interface SnapshotClass {
  /** Name of the CSI driver. */
  readonly driver: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** Name of the VolumeSnapshotClass that is ours to create. */
export const ownSnapshotClass = "bestek-snapshots";

/** Whoever takes snapshots deletes them as well, and the cloud's with them: none stays that nobody knows of. */
export function snapshotClassOf(cloud: Cloud): SnapshotClass {
  switch (cloud) {
    case "ovh":
      // Without the parameter Cinder refuses a volume that is attached, and a database's always is.
      return {
        driver: "cinder.csi.openstack.org",
        parameters: { "force-create": "true" },
        source: {
          kind: "documentation",
          ref: "OVHcloud docs: Managed Kubernetes brings definitions, controller and class csi-cinder-snapclass-in-use-v1, whose driver and parameter these are",
          date: "2026-11-21",
        },
      };
    case "azure":
      return {
        driver: "disk.csi.azure.com",
        parameters: { incremental: "true" },
        source: {
          kind: "documentation",
          ref: "Microsoft Learn: Azure disk CSI driver in AKS, which brings definitions and controller; class csi-azuredisk-vsc",
          date: "2026-11-21",
        },
      };
    case "aws":
      return {
        driver: "ebs.csi.aws.com",
        parameters: {},
        source: {
          kind: "documentation",
          ref: "Amazon EKS user guide: add-on snapshot-controller brings definitions and controller",
          date: "2026-11-21",
        },
      };
  }
}
