import type { TerraformFact } from "../audit";
import { at, numberAt, textAt, type Json } from "../audit/facts/json";
import { single } from "./single";

/** Days for which nobody can delete what a store holds; undefined where there is no such lock, or none that is written out. */
export function lockedDaysOf(store: TerraformFact, stack: readonly TerraformFact[]): number | undefined {
  switch (store.type) {
    case "ovh_cloud_project_storage":
      return daysOfPeriod(textAt(store.attributes, "object_lock", "rule", "period"));
    case "aws_s3_bucket":
      return longest(
        companions(store, stack, "aws_s3_bucket_object_lock_configuration", "bucket").map(({ attributes }) =>
          daysOfRetention(single(at(single(at(attributes, "rule")), "default_retention"))),
        ),
      );
    case "aws_backup_vault":
      return longest(
        companions(store, stack, "aws_backup_vault_lock_configuration", "backup_vault_name").map(({ attributes }) =>
          numberAt(attributes, "min_retention_days"),
        ),
      );
    case "azurerm_storage_container":
      return longest(
        companions(
          store,
          stack,
          "azurerm_storage_container_immutability_policy",
          "storage_container_resource_manager_id",
        ).map(({ attributes }) => numberAt(attributes, "immutability_period_in_days")),
      );
    case "azurerm_storage_account":
      return numberAt(single(at(store.attributes, "immutability_policy")), "period_since_creation_in_days");
    case "azurerm_key_vault":
      return at(store.attributes, "purge_protection_enabled") === true
        ? (numberAt(store.attributes, "soft_delete_retention_days") ?? 90)
        : undefined;
    default:
      return undefined;
  }
}

/** Resources of the same stack that refer to the store, by reference or by name. */
function companions(
  store: TerraformFact,
  stack: readonly TerraformFact[],
  type: string,
  attribute: string,
): readonly TerraformFact[] {
  const names = ["bucket", "name"].flatMap((key) => textAt(store.attributes, key) ?? []);
  return stack.filter((other) => {
    if (other.type !== type) return false;
    const target = textAt(other.attributes, attribute) ?? "";
    return names.includes(target) || target.startsWith(`\${${store.address}.`);
  });
}

const daysOfRetention = (retention: Json | undefined): number | undefined => {
  const years = numberAt(retention, "years");
  return years === undefined ? numberAt(retention, "days") : years * 366;
};

/** Days of an ISO 8601 duration of days, weeks, months or years, the longest that it can mean. */
export function daysOfPeriod(period: string | undefined): number | undefined {
  const [, years = "0", months = "0", weeks = "0", days = "0"] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(period ?? "") ?? [];
  const sum = Number(years) * 366 + Number(months) * 31 + Number(weeks) * 7 + Number(days);
  return sum === 0 ? undefined : sum;
}

const longest = (days: readonly (number | undefined)[]): number | undefined => {
  const known = days.filter((day) => day !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
