import { clouds } from "../../../catalog";
import type { Finding } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { textAt } from "../../facts/json";
import { siteOfStack } from "../../facts/stack-name";
import { cloudsOf, failureDomainOf } from "../residency/place";
import { locatedIn } from "../residency/terraform-places";

/** A place that a stack describes, and what burns together with it. */
interface Described {
  readonly where: string;
  readonly place: string;
  readonly failureDomain: string | undefined;
}

/** Places that a stack describes and that would take its state with them. */
export function groundFindings(
  backend: TerraformFact,
  blocks: readonly TerraformFact[],
  facts: Facts,
): readonly Finding[] {
  const ground = groundOf(backend, facts);
  if (ground === undefined) {
    return [
      {
        where: "region",
        why: "names no place that the catalogue or the plan knows, so that nobody can tell what burns with it",
        wayOut: "keep the state in a storage region of the catalogue, or name its failure domain with s3({ ... })",
      },
    ];
  }
  return described(blocks, facts)
    .filter(({ failureDomain }) => failureDomain === ground)
    .map(({ where, place }) => ({
      where,
      value: place,
      why: `burns together with the state of the stack that describes it (${ground})`,
      wayOut: "keep the state in a region that the environment does not use",
    }));
}

/** Where the state stands: by the region that the backend signs for, or else by what the plan says of it. */
function groundOf({ attributes }: TerraformFact, { plan }: Facts): string | undefined {
  const region = textAt(attributes, "region");
  const known = region === undefined ? undefined : failureDomainOf(region, clouds);
  // Storage of the customer's own signs for names that mean nothing, such as AWS's first region.
  return isOwn(textAt(attributes, "endpoints", "s3")) || known === undefined
    ? textAt(plan.environment, "state", "failureDomain")
    : known;
}

const isOwn = (endpoint: string | undefined): boolean =>
  endpoint !== undefined && !/\.cloud\.ovh\.net(?:\/|$)|\.amazonaws\.(?:com|eu)(?:\/|$)/.test(endpoint);

/** Regions that the stack's blocks name, and the region of the site that it belongs to. */
function described(blocks: readonly TerraformFact[], facts: Facts): readonly Described[] {
  const { plan } = facts;
  const [first] = blocks;
  const id = first === undefined ? undefined : siteOfStack(first.stack, Object.keys(plan.sites));
  const site = id === undefined ? undefined : plan.sites[id];
  return [
    ...(id === undefined || site === undefined
      ? []
      : [
          {
            where: `site ${id}`,
            place: site.region,
            failureDomain:
              site.cloud === "existing"
                ? (site.stated?.failureDomain ?? id)
                : failureDomainOf(site.region, [site.cloud]),
          },
        ]),
    ...blocks
      .filter(({ block, type }) => block === "resource" || (block === "data" && type !== "terraform_remote_state"))
      .flatMap((fact) =>
        locatedIn(fact, facts.plan.storage).map(({ where, value }) => ({
          where: `${fact.address}.${where}`,
          place: value,
          failureDomain: failureDomainOf(value, cloudsOf(fact.type)),
        })),
      ),
  ];
}
