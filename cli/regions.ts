import { clouds, euRegions, storageRegions, type Cloud, type Region } from "../catalog";
import { regionPromises, type Promised, type RegionPromises } from "../planning";
import type { Outcome } from "./outcome";
import { indent, table } from "./table";

/** One region as `bestek regions` shows it. */
export interface RegionRow {
  readonly cloud: Cloud;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly zones: number;
  readonly kubernetes: Region["managedKubernetes"]["kind"];
  /** Company that runs it, with its seat. */
  readonly operator: string;
  /** Company above it, with its seat: whose courts can reach the operator. */
  readonly parent: string;
  readonly usParent: boolean;
  /** Set where an account gets the region only on request. */
  readonly restricted?: string;
  /** What it can promise as the primary site of a tier, and as the standby of another region; with the reason where it can't. */
  readonly promises: RegionPromises;
}

/** One place of object storage; `zones` is the number of data centres that hold every object. */
export interface StorageRow {
  readonly cloud: Cloud;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly zones: number;
}

export interface Regions {
  readonly format: "bestek.regions/1";
  readonly regions: readonly RegionRow[];
  /** Regions of object storage, for backups, archives and Terraform's state. */
  readonly storage: readonly StorageRow[];
}

/** The EU regions that an environment may name, of one cloud or of all. */
export function regions({ cloud }: { readonly cloud?: Cloud | undefined }): Outcome<Regions> {
  const chosen = cloud === undefined ? clouds : [cloud];
  const data: Regions = {
    format: "bestek.regions/1",
    regions: chosen.flatMap(euRegions).map(toRow),
    storage: chosen
      .flatMap(storageRegions)
      .map(({ cloud: of, name, city, country, zoneCount }) => ({ cloud: of, name, city, country, zones: zoneCount })),
  };
  return { exitCode: 0, data, lines: describe(data) };
}

const toRow = (region: Region): RegionRow => ({
  cloud: region.cloud,
  name: region.name,
  city: region.city,
  country: region.country,
  zones: region.zones.length,
  kubernetes: region.managedKubernetes.kind,
  operator: `${region.operator.name} (${region.operator.country})`,
  parent: `${region.operator.parent.name} (${region.operator.parent.country})`,
  usParent: region.operator.usParent,
  ...(region.restricted === undefined ? {} : { restricted: region.restricted }),
  promises: regionPromises(region),
});

function describe({ regions: rows, storage }: Regions): readonly string[] {
  const heading = [
    { title: "cloud" },
    { title: "region" },
    { title: "place" },
    { title: "zones", align: "right" },
    { title: "Kubernetes" },
    { title: "Basis" },
    { title: "Pro" },
    { title: "Overheid" },
    { title: "standby" },
    { title: "operator" },
    { title: "parent" },
  ] as const;
  const cells = rows.map((row) => [
    row.cloud,
    row.name,
    `${row.city}, ${row.country}`,
    String(row.zones),
    row.restricted === undefined ? row.kubernetes : `${row.kubernetes}, on request`,
    ...verdictsOf(row.promises).map(([, { kind }]) => kind),
    row.operator,
    row.parent,
  ]);
  const places = storage.map(({ cloud, name, city, country, zones }) => [
    cloud,
    name,
    `${city}, ${country}`,
    String(zones),
  ]);
  return [
    "▸ sites",
    ...indent(table(heading, cells)),
    ...indent(reasons(rows)),
    ...(places.length === 0
      ? []
      : [
          "",
          "▸ object storage (backups, archives, state)",
          ...indent(
            table(
              [{ title: "cloud" }, { title: "region" }, { title: "place" }, { title: "data centres", align: "right" }],
              places,
            ),
          ),
        ]),
  ];
}

const verdictsOf = ({ primary, standby }: RegionPromises): readonly (readonly [role: string, verdict: Promised])[] => [
  ["Basis", primary.basis],
  ["Pro", primary.pro],
  ["Overheid", primary.overheid],
  ["standby", standby],
];

/** Why not, and what is open, each reason once with the regions and roles that it holds for. */
function reasons(rows: readonly RegionRow[]): readonly string[] {
  const found = new Map<string, Map<string, string[]>>();
  for (const { name, promises } of rows) {
    for (const [role, verdict] of verdictsOf(promises)) {
      if (verdict.kind === "yes") continue;
      const reason = `${verdict.kind}: ${verdict.because}`;
      const regionsOf = found.get(reason) ?? new Map<string, string[]>();
      found.set(reason, regionsOf.set(name, [...(regionsOf.get(name) ?? []), role]));
    }
  }
  return found.size === 0
    ? []
    : [
        "",
        ...[...found].flatMap(([reason, where]) => [
          reason,
          `  ${[...where].map(([name, roles]) => `${name} (${roles.join(", ")})`).join(", ")}`,
        ]),
      ];
}
