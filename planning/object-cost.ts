import { objectStorageClass, priceAt, unknown } from "../catalog";
import type { Environment } from "../environments/schema";
import type { BucketPlan, CostLine } from "../language";
import { archiveBucket } from "./buckets";
import { figureId, type Ledger } from "./ledger";
import { logBucket } from "./logs";
import { offsiteOf } from "./placement";
import { enterMonthly, enterPrice, withoutPrice } from "./price";
import type { PlannedSite } from "./site-plan";
import type { ObjectPlace } from "./site-world";

export interface ObjectCostInput {
  readonly environment: Pick<Environment, "recovery">;
  /** The primary first. */
  readonly sites: readonly PlannedSite[];
  readonly buckets: Readonly<Record<string, BucketPlan>>;
}

/** Where a copy of the objects stands; undefined beside a cluster that the customer runs. */
interface Copy {
  readonly id: string;
  readonly what: string;
  readonly site: string;
  readonly place: ObjectPlace | undefined;
  readonly bucket: string;
}

/** Lines for every bucket and each of its copies. */
export const objectLines = (ledger: Ledger, input: ObjectCostInput): readonly (readonly [string, CostLine])[] =>
  copiesOf(input).flatMap(({ id, what, site, place, bucket }) => {
    const size = input.buckets[bucket]?.size;
    if (size === undefined) return [];
    const path = `cost.lines.${id}.monthly`;
    if (place === undefined) {
      return [
        [
          id,
          {
            what,
            site,
            monthly: withoutPrice(ledger, path, [size], "object storage of the customer has no price here"),
          },
        ] as const,
      ];
    }
    const storage = objectStorageClass(place.cloud, place.region, "standard");
    const price =
      storage === undefined
        ? unknown(`no price of object storage in ${place.region} was found`)
        : priceAt(storage.price, place.region);
    const entry = enterPrice(ledger, figureId(place.cloud, "objects-price", place.region), price);
    return [
      [
        id,
        { what, site, monthly: enterMonthly(ledger, path, { price: entry, amount: size, what: "object storage" }) },
      ] as const,
    ];
  });

/**
 * Live objects at the active site and their replica at the other, logs at each; the archive of the active site's databases in the
 * other region, and its locked copy in the third. The site that stands by makes no backups of its own.
 */
function copiesOf({ environment, sites, buckets }: ObjectCostInput): readonly Copy[] {
  const offsite = offsitePlace(environment);
  return sites.flatMap((site): readonly Copy[] => {
    const { id } = site.world;
    const other = sites.find(({ world }) => world.id !== id);
    const live = Object.keys(buckets)
      .filter((bucket) => bucket !== archiveBucket)
      .map((bucket): Copy => ({
        id: `${id}-bucket-${bucket}`,
        what: `Bucket ${bucket}${site.active || bucket === logBucket ? "" : ", replica"}`,
        site: id,
        place: placeOf(site),
        bucket,
      }));
    if (!site.active) return live;
    const archive = { site: id, bucket: archiveBucket };
    const archivedAt = other === undefined ? offsite : placeOf(other);
    return [
      ...live,
      { id: `${id}-archive`, what: "Archive of the databases", place: archivedAt, ...archive },
      ...(other === undefined
        ? []
        : [{ id: `${id}-locked`, what: "Locked copy of the archive", place: offsite, ...archive }]),
    ];
  });
}

const placeOf = ({ world }: PlannedSite): ObjectPlace | undefined =>
  world.kind === "existing" ? undefined : world.objects;

/** Where the copies stand that survive every site. */
function offsitePlace(environment: ObjectCostInput["environment"]): ObjectPlace | undefined {
  const { cloud, name } = offsiteOf(environment);
  return cloud === "existing" ? undefined : { cloud, region: name };
}
