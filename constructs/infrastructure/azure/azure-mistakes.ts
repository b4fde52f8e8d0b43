import { findRegion, findStorageRegion } from "../../../catalog";
import type { Cidr, Mistake } from "../../../language";
import type { Site } from "../infrastructure";
import { privateCallerMistakes, reservedNetworkMistakes } from "./reserved-networks";

type AzureSite = Extract<Site, { kind: "azure" }>;

/** The cluster's part of its host name: the shortest limit of all names that begin with environment and site (Microsoft Learn: naming rules, 2026). */
const longestHostLabel = 54;

/** Service accounts that one identity can be lent to (Microsoft Learn: considerations of federated identity credentials, 2026). */
const longestLoan = 20;

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
  /** Ids of the tenants; none in a dedicated environment. */
  readonly tenants: readonly string[];
  /** Every database cluster of a site: all of them archive with one identity. */
  readonly databases: readonly string[];
  /** Where copies are kept, by their place in the facts. */
  readonly archive: readonly [where: string, region: string];
}

/** Mistakes of the environment as a whole; asked once, for its primary. */
export const environmentMistakes = ({
  name,
  site,
  runner,
  state,
  tenants,
  databases,
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
  ...containerMistakes([["name", name], ...tenants.map((id) => [`tenancy.tenants.${id}`, id] as const)]),
  ...loanMistakes(databases),
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

/** Containers bear these names, and take no two hyphens in a row (Microsoft Learn: naming containers, 2026). */
const containerMistakes = (named: readonly (readonly [where: string, name: string])[]): readonly Mistake[] =>
  named
    .filter(([, name]) => name.includes("--"))
    .map(([where, value]) => ({
      where,
      value,
      why: "has two hyphens in a row, and names of Azure's containers have none",
      wayOut: "write one hyphen",
    }));

/** One cluster is the control plane's own; the others are cells of tenants. */
const loanMistakes = (databases: readonly string[]): readonly Mistake[] =>
  databases.length <= longestLoan
    ? []
    : [
        {
          where: "tenancy.cells",
          value: databases.length - 1,
          why: `are with the control plane's own more than the ${String(longestLoan)} database clusters that can act as one identity of Azure`,
          wayOut: `use ${String(longestLoan - 1)} cells, or divide the tenants over several environments`,
        },
      ];

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
