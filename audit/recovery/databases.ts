import { findRegion } from "../../catalog";
import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, textAt } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";
import type { BucketFact } from "./bucket";
import { regionOf } from "./aws-buckets";
import { resourcesOf } from "./reference";

/** One PostgreSQL cluster of one site. */
export interface DatabaseFact {
  readonly object: string;
  readonly fact: KubernetesFact;
  readonly site: string;
  readonly name: string;
  /** True where it takes writes. */
  readonly writes: boolean;
  /** Where its log goes; undefined where that can't be told. */
  readonly archive: { readonly bucket: string; readonly retentionDays: number | undefined } | undefined;
  /** Number of plugins that archive: the operator's webhook lets one through. */
  readonly archivers: number;
}

export const databaseFacts = ({ kubernetes }: Pick<Facts, "kubernetes">): readonly DatabaseFact[] =>
  objectsOfKind({ kubernetes }, "Cluster").flatMap(([object, fact]) => {
    if (textAt(fact.object, "apiVersion") !== "postgresql.cnpg.io/v1") return [];
    const self = textAt(fact.object, "spec", "replica", "self");
    const archivers = listAt(fact.object, "spec", "plugins").filter((plugin) => at(plugin, "isWALArchiver") === true);
    const store = textAt(archivers[0], "parameters", "barmanObjectName");
    return [
      {
        object,
        fact,
        site: fact.site,
        name: fact.name,
        writes: self === undefined || self === textAt(fact.object, "spec", "replica", "primary"),
        archive: archiveOf(kubernetes[`${fact.site}/${fact.namespace ?? ""}/ObjectStore/${store ?? ""}`]),
        archivers: archivers.length,
      },
    ];
  });

function archiveOf(store: KubernetesFact | undefined): DatabaseFact["archive"] {
  const path = textAt(store?.object, "spec", "configuration", "destinationPath");
  const bucket = /^(?:s3:\/\/|https:\/\/[^/]+\/)([^/]+)/.exec(path ?? "")?.[1];
  const days = /^(\d+)d$/.exec(textAt(store?.object, "spec", "retentionPolicy") ?? "")?.[1];
  return bucket === undefined ? undefined : { bucket, retentionDays: days === undefined ? undefined : Number(days) };
}

/** Campus or building of a site's cluster: as its infrastructure says it, or as the customer stated it; undefined where no file does. */
export function siteGround(facts: Facts, site: string): string | undefined {
  const ofSite = (type: string) => resourcesOf(facts, type).find(([, { stack }]) => stack.endsWith(`-${site}`))?.[1];
  const ovh = textAt(ofSite("ovh_cloud_project_kube")?.attributes, "region");
  const aws = ofSite("aws_eks_cluster");
  const azure = textAt(ofSite("azurerm_kubernetes_cluster")?.attributes, "location");
  const region =
    findRegion("ovh", ovh ?? "") ??
    findRegion("aws", (aws === undefined ? undefined : regionOf(facts, aws)) ?? "") ??
    findRegion("azure", azure?.toLowerCase().replaceAll(" ", "") ?? "");
  return region?.failureDomain ?? facts.plan.sites[site]?.stated?.failureDomain;
}

/** The bucket of a database's archive, where Terraform makes it. */
export const archiveBucketOf = (
  { archive }: DatabaseFact,
  buckets: ReadonlyMap<string, BucketFact>,
): BucketFact | undefined => (archive === undefined ? undefined : buckets.get(archive.bucket));
