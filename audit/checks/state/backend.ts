import type { Finding } from "../../check";
import type { TerraformFact } from "../../facts";
import { at, textAt } from "../../facts/json";

/** What is wrong with where a stack keeps its state. */
export function backendFindings({ type, attributes }: TerraformFact): readonly Finding[] {
  const on = (name: string): boolean => at(attributes, name) === true;
  const named = (name: string): boolean => (textAt(attributes, name) ?? "") !== "";
  switch (type) {
    case "s3":
      return [
        ...(on("use_lockfile") || named("dynamodb_table")
          ? []
          : [finding("use_lockfile", "is not set: two operators could write at once", "set use_lockfile to true")]),
        ...(on("encrypt") ? [] : [finding("encrypt", "is not set", "set encrypt to true")]),
      ];
    case "azurerm":
      // A lease on the blob is the lock, and an account's encryption can't be turned off.
      return on("use_azuread_auth")
        ? []
        : [
            finding(
              "use_azuread_auth",
              "is not set, so that the account's shared key is asked for",
              "set use_azuread_auth to true",
            ),
          ];
    default:
      return [
        {
          where: "terraform.backend",
          value: type,
          why: "is not known to be remote, locked and encrypted",
          wayOut: "use s3 or azurerm",
        },
      ];
  }
}

const finding = (where: string, why: string, wayOut: string): Finding => ({ where, why, wayOut });
