import { euRegions, findRegion, outsideEu, type AwsRegion, type AzureRegion, type OvhRegion } from "../../catalog";
import { z } from "zod";
import { existingSite } from "./existing-site";
import { refuse } from "./mistakes";
import { network, textLike, words } from "./text";

type RegionOf = { readonly ovh: OvhRegion; readonly azure: AzureRegion; readonly aws: AwsRegion };

/** A region of `cloud` inside the EU; anything else is refused with the list of those that are. */
function region<C extends keyof RegionOf>(cloud: C): z.ZodType<RegionOf[C], RegionOf[C]> {
  return z.custom<RegionOf[C]>().superRefine((value: unknown, context) => {
    if (typeof value === "string" && findRegion(cloud, value) !== undefined) return;
    const elsewhere = typeof value === "string" ? outsideEu(cloud, value) : undefined;
    refuse(context, {
      value,
      why:
        elsewhere === undefined
          ? `is not a region of ${cloud} that bestek knows`
          : `is in ${elsewhere.place}, not in the EU`,
      wayOut: `choose one of ${euRegions(cloud)
        .map(({ name }) => name)
        .join(", ")}`,
    });
  });
}

const cloudSite = {
  /** Private network of the site; nodes, load balancers and pods get their parts of it. At least a /18. */
  network: network.superRefine((cidr, context) => {
    if (cidr.prefix > 18) {
      refuse(context, {
        value: cidr.toString(),
        why: "is too small for nodes, load balancers and pods",
        wayOut: "use a network of at least /18, such as 10.20.0.0/16",
      });
    }
  }),
  /** Networks from which operators may reach the Kubernetes API. */
  operators: z.array(network).min(1),
  /** Machine type of the nodes. Default: the cheapest of the region that suffices. */
  machine: words.optional(),
};

const ovhSite = z.strictObject({
  kind: z.literal("ovh"),
  region: region("ovh"),
  /** Public Cloud project: 32 hexadecimal digits. */
  project: textLike(
    /^[0-9a-f]{32}$/,
    "is not a Public Cloud project",
    "copy the 32 hexadecimal digits of the project id",
  ),
  /** What OVHcloud granted to the project beyond its defaults. */
  quotas: z
    .strictObject({
      /** Buckets of the project, in all regions together. Default: 100 (OVHcloud docs, object storage limits, 2026-02-18). */
      buckets: z.int().min(1).optional(),
    })
    .default({}),
  /** Logs Data Platform of the account, in the EU, that keeps the Kubernetes API's audit log for a year. Default: nobody keeps it. */
  auditLog: textLike(
    /^ldp-[a-z]{2}-\d+$/,
    "is not a Logs Data Platform",
    'order one at OVHcloud and write its id, such as "ldp-xx-12345"',
  ).optional(),
  ...cloudSite,
});

const azureSite = z.strictObject({
  kind: z.literal("azure"),
  region: region("azure"),
  subscription: textLike(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    "is not a subscription id",
    "copy the subscription's GUID",
  ),
  /** What Azure granted to the subscription beyond its defaults. */
  quotas: z
    .strictObject({
      /**
       * Storage accounts of the subscription in one region. Default: 250; 500 on request, and no more (Microsoft Learn, scalability
       * targets for standard storage accounts, 2026).
       */
      storageAccounts: z.int().min(1).max(500).optional(),
    })
    .default({}),
  ...cloudSite,
});

const awsSite = z.strictObject({
  kind: z.literal("aws"),
  region: region("aws"),
  account: textLike(/^\d{12}$/, "is not an account id", "copy the 12 digits of the account id"),
  /**
   * Roles that administer the cluster, the runner's among them. Default: whoever makes the cluster, and nobody else; name them
   * before that, so that a second operator is let in.
   */
  administrators: z
    .array(
      textLike(
        /^arn:aws(-eusc)?:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        "is not the ARN of a role",
        'write it as "arn:aws:iam::111122223333:role/platform"',
      ),
    )
    .default([]),
  ...cloudSite,
});

export const siteSchema = z.discriminatedUnion("kind", [ovhSite, azureSite, awsSite, existingSite]);

export type Site = z.output<typeof siteSchema>;
export type SiteFacts = z.input<typeof siteSchema>;

type FactsOf<K extends SiteFacts["kind"]> = Extract<SiteFacts, { kind: K }>;

/** A site in an EU region of OVHcloud. */
export const ovh = (facts: Omit<FactsOf<"ovh">, "kind">): FactsOf<"ovh"> => ({ kind: "ovh", ...facts });
/** A site in an EU region of Azure. */
export const azure = (facts: Omit<FactsOf<"azure">, "kind">): FactsOf<"azure"> => ({ kind: "azure", ...facts });
/** A site in an EU region of AWS. */
export const aws = (facts: Omit<FactsOf<"aws">, "kind">): FactsOf<"aws"> => ({ kind: "aws", ...facts });
/** A Kubernetes cluster that the customer already runs. */
export const existing = (facts: Omit<FactsOf<"existing">, "kind">): FactsOf<"existing"> => ({
  kind: "existing",
  ...facts,
});

/** The site's id: last part of its stacks' names, and the folder of its manifests. */
export function siteId(site: Site): string {
  switch (site.kind) {
    case "ovh":
    case "azure":
    case "aws":
      return site.region.toLowerCase();
    case "existing":
      return site.name;
  }
}

/** Region name for people and plans; an existing cluster has its country. */
export function siteRegion(site: Site): string {
  switch (site.kind) {
    case "ovh":
    case "azure":
    case "aws":
      return site.region;
    case "existing":
      return site.country;
  }
}
