import { findRegion, type Region } from "../../../catalog";
import type { AwsPlace } from "../../../planning/placement";
import type { Site } from "../infrastructure";

export type AwsSite = Extract<Site, { kind: "aws" }>;

export const placeOf = ({ account, region }: AwsSite): AwsPlace => ({ account, region });

/** What the catalogue knows of a site's region. The schema lets no other region through. */
export function regionOf({ region }: Pick<AwsSite, "region">): Region {
  const found = findRegion("aws", region);
  if (found === undefined) throw new Error(`${region} is no region of AWS`);
  return found;
}

/** The environment's name: what stands before the site in `<environment>-<site>`. */
export const environmentOf = (name: string, { region }: Pick<AwsSite, "region">): string =>
  name.slice(0, -(region.length + 1));
