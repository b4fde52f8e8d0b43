import type { Source } from "../language";
import type { Cloud } from "./cloud";
import { unknown, type Unknown } from "./known";

/** Minor versions bestek knows, oldest first; not every cloud offers each. */
const offered = ["1.33", "1.34", "1.35", "1.36"] as const;

export type KubernetesVersion = (typeof offered)[number];

/** One minor version as a cloud supports it. */
export interface KubernetesSupport {
  readonly version: KubernetesVersion;
  /** Last day of standard support, ISO 8601. */
  readonly supportEnds: string | Unknown;
  readonly source: Source;
}

const defaultVersion: KubernetesVersion = "1.35";

export const kubernetesVersions = {
  offered,
  /** The newest that every cloud offers. */
  default: defaultVersion,
} as const;

const eks: Source = {
  kind: "documentation",
  ref: "Amazon EKS user guide: Kubernetes release calendar",
  date: "2026-09",
};
const aks: Source = {
  kind: "documentation",
  ref: "Microsoft Learn: AKS supported Kubernetes versions",
  date: "2026-09",
};
const mks: Source = { kind: "documentation", ref: "OVHcloud docs: Managed Kubernetes versions", date: "2026-09" };

const aksDate = unknown("the AKS release calendar as of September 2026 was not read for end dates");
const mksDate = unknown("OVHcloud supports a version as long as the Kubernetes project does and publishes no dates");

/** What each cloud supports in its standard terms; paid extensions are left out. */
export const kubernetesSupport: Readonly<Record<Cloud, readonly KubernetesSupport[]>> = {
  ovh: [
    { version: "1.33", supportEnds: mksDate, source: mks },
    { version: "1.34", supportEnds: mksDate, source: mks },
    { version: "1.35", supportEnds: mksDate, source: mks },
  ],
  azure: [
    { version: "1.34", supportEnds: aksDate, source: aks },
    { version: "1.35", supportEnds: aksDate, source: aks },
    { version: "1.36", supportEnds: aksDate, source: aks },
  ],
  aws: [
    { version: "1.34", supportEnds: "2026-12-02", source: eks },
    { version: "1.35", supportEnds: "2027-03-27", source: eks },
    { version: "1.36", supportEnds: unknown("the release calendar as of September 2026 names no date"), source: eks },
  ],
};

/** Support of a version on a cloud; undefined where the cloud does not offer it. */
export const supportOf = (cloud: Cloud, version: string): KubernetesSupport | undefined =>
  kubernetesSupport[cloud].find((support) => support.version === version);
