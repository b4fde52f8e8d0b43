import type { Facts, TerraformFact } from "../facts";
import { at, isList, listAt, numberAt, textAt, type Json } from "../facts/json";
import type { BucketFact, CopyFact, UnplacedBucket } from "./bucket";
import { referredBlock, resourcesOf } from "./reference";

/** Containers of Azure's storage accounts, with what their account says (azurerm 4.54). */
export const azureBuckets = (facts: Pick<Facts, "terraform">): readonly UnplacedBucket[] =>
  resourcesOf(facts, "azurerm_storage_container").flatMap(([object, block]) => {
    const name = textAt(block.attributes, "name");
    const account = referredBlock(facts, block.stack, at(block.attributes, "storage_account_id"));
    return name === undefined || account === undefined
      ? []
      : [
          {
            object,
            cloud: "azure" as const,
            name,
            region: textAt(account.attributes, "location")?.toLowerCase().replaceAll(" ", ""),
            owner: undefined,
            versioned: properties(account, "versioning_enabled") === true,
            lock: lockOf(facts, block),
            clientKeys: false,
            obstacles: obstaclesOf(account),
            copies: copiesOf(facts, account, name),
            laterClasses: laterClasses(facts, account),
          },
        ];
  });

/** Tiers to which the life cycle of an account moves objects later; only those that this page writes are known by name. */
const laterClasses = (facts: Pick<Facts, "terraform">, account: TerraformFact): readonly string[] =>
  resourcesOf(facts, "azurerm_storage_management_policy")
    .filter(([, { stack, attributes }]) => {
      const of = referredBlock(facts, stack, at(attributes, "storage_account_id"));
      return of?.stack === account.stack && of.address === account.address;
    })
    .flatMap(([, { attributes }]) => listAt(attributes, "rule"))
    .flatMap((rule) => {
      const blob = at(rule, "actions", "base_blob");
      return numberAt(blob, "tier_to_cold_after_days_since_creation_greater_than") === undefined ? [] : ["Cold"];
    });

function properties({ attributes }: TerraformFact, key: string): Json | undefined {
  const part = at(attributes, "blob_properties");
  return at(isList(part) ? part[0] : part, key);
}

/** What ends replication without a word (Microsoft Learn: object replication, prerequisites). */
const obstaclesOf = (account: TerraformFact): readonly string[] => [
  ...(properties(account, "change_feed_enabled") === true ? [] : ["its account keeps no change feed"]),
  ...(at(account.attributes, "is_hns_enabled") === true ? ["its account has hierarchical namespaces"] : []),
];

function lockOf(facts: Pick<Facts, "terraform">, container: TerraformFact): BucketFact["lock"] {
  const policy = resourcesOf(facts, "azurerm_storage_container_immutability_policy").find(
    ([, { stack, attributes }]) =>
      stack === container.stack &&
      referredBlock(facts, stack, at(attributes, "storage_container_resource_manager_id"))?.address ===
        container.address,
  )?.[1];
  const days = numberAt(policy?.attributes, "immutability_period_in_days");
  return days === undefined ? undefined : { days, final: at(policy?.attributes, "locked") === true };
}

/** Rules of a whole account, by container; the time is promised under priority replication alone, which has no argument here. */
function copiesOf(facts: Pick<Facts, "terraform">, account: TerraformFact, container: string): readonly CopyFact[] {
  const own = textAt(account.attributes, "name");
  return resourcesOf(facts, "azurerm_storage_object_replication")
    .filter(([, { stack, attributes }]) => {
      const source = at(attributes, "source_storage_account_id");
      const referred = referredBlock(facts, stack, source);
      return referred === undefined
        ? typeof source === "string" && source.split("/").at(-1) === own
        : referred.stack === account.stack && referred.address === account.address;
    })
    .flatMap(([, { attributes }]) => listAt(attributes, "rules"))
    .filter((rule) => textAt(rule, "source_container_name") === container)
    .flatMap((rule) => {
      const to = textAt(rule, "destination_container_name");
      // Versions are copied, deletion markers of the current version too: Azure knows no other way.
      const since = textAt(rule, "copy_blobs_created_after");
      const left = listAt(rule, "filter_out_blobs_with_prefix").length > 0;
      const gaps = left ? ["leaves blobs out by the first part of their names"] : [];
      return to === undefined
        ? []
        : [{ to, enabled: true, deletions: false, timed: false, gaps, older: since === "Everything" }];
    });
}
