import { findRegion, findStorageRegion } from "../../../catalog";
import type { Cidr, Mistake } from "../../../language";
import type { Site } from "../infrastructure";
import { privateCallerMistakes, reservedNetworkMistakes } from "./reserved-networks";

type AzureSite = Extract<Site, { kind: "azure" }>;

/** The cluster's part of its host name: the shortest limit of all names that begin with environment and site (Microsoft Learn: naming rules, 2026). */
const longestHostLabel = 54;

/** Mistakes of one site that Azure would only tell after half of it stands. */
export const siteMistakes = (site: AzureSite, where: string): readonly Mistake[] => [
  ...reservedNetworkMistakes(site.network, `${where}.network`),
  ...privateCallerMistakes(
    site.operators.map((network, index) => [`${where}.operators.${String(index)}`, network] as const),
  ),
  ...regionMistakes(site, where),
];

/** A region that an account gets on request only, or of which nobody knows whether it runs AKS. */
function regionMistakes({ region }: AzureSite, where: string): readonly Mistake[] {
  const found = findRegion("azure", region);
  if (found === undefined || found.managedKubernetes.kind === "available") return [];
  return [
    {
      where: `${where}.region`,
      value: region,
      why: `is not known to run AKS: ${found.restricted ?? found.managedKubernetes.reason}`,
      wayOut: "choose a region of three zones",
    },
  ];
}

export interface AzureFacts {
  readonly name: string;
  readonly site: AzureSite;
  readonly runner: Cidr;
  /** Storage account of the state. */
  readonly state: string;
  /** Where copies are kept, by their place in the facts. */
  readonly archive: readonly [where: string, region: string];
}

/** Mistakes of the environment as a whole; asked once, for its primary. */
export const environmentMistakes = ({
  name,
  site,
  runner,
  state,
  archive: [where, region],
}: AzureFacts): readonly Mistake[] => [
  ...privateCallerMistakes([["runner.network", runner]]),
  ...(/^[a-z0-9]{3,24}$/.test(state)
    ? []
    : [
        {
          where: "state.bucket",
          value: state,
          why: "is no name of a storage account: 3 to 24 small letters and digits",
          wayOut: `name the account that holds the container tfstate, such as ${name.replaceAll("-", "").slice(0, 19)}state`,
        },
      ]),
  ...nameMistakes(name, site),
  ...((findStorageRegion(region)?.zoneCount ?? 1) > 1
    ? []
    : [
        {
          where,
          value: region,
          why: "is a region that an account gets on request only, and keeps copies in one data centre",
          wayOut: "choose a region of three zones",
        },
      ]),
];

function nameMistakes(name: string, { region }: AzureSite): readonly Mistake[] {
  const room = longestHostLabel - region.length - 1;
  return name.length <= room
    ? []
    : [
        {
          where: "name",
          value: name,
          why: `has ${String(name.length)} characters, and a cluster in ${region} has room for ${String(room)}`,
          wayOut: "shorten it",
        },
      ];
}

/** Roles, endpoints and copies between two sites are made with one subscription's credentials. */
export const subscriptionMistakes = (primary: Site, { subscription }: AzureSite, where: string): readonly Mistake[] =>
  primary.kind !== "azure" || primary.subscription === subscription
    ? []
    : [
        {
          where: `${where}.subscription`,
          value: subscription,
          why: "is another subscription than that of the primary, and one set of credentials links the two sites",
          wayOut: `use subscription ${primary.subscription} for both sites`,
        },
      ];
