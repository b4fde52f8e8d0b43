import type { Facts, TerraformFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";

/** One record that a stack keeps or hands over. */
export interface NamedRecord {
  /** Id of the block that holds it. */
  readonly object: string;
  readonly stack: string;
  readonly type: string;
  /** Begins with the name; what follows differs from cloud to cloud. */
  readonly name: string;
  /** Everything that stands on its right-hand side, as text. */
  readonly value: string;
}

/** Every DNS record of every stack, in a zone of the cloud's or in the file for a zone's keeper. */
export const namedRecords = ({ terraform }: Pick<Facts, "terraform">): readonly NamedRecord[] =>
  Object.entries(terraform).flatMap(([object, fact]) =>
    recordsOf(fact).map((record) => ({ object, stack: fact.stack, ...record })),
  );

type Read = Pick<NamedRecord, "type" | "name" | "value">;

function recordsOf({ block, type, address, attributes }: TerraformFact): readonly Read[] {
  if (address === "output.zone_file") return zoneFile(textAt(attributes, "value") ?? "");
  if (block !== "resource") return [];
  if (type === "ovh_domain_zone_record") {
    const name = [textAt(attributes, "subdomain") ?? "", textAt(attributes, "zone") ?? ""];
    return [
      {
        type: textAt(attributes, "fieldtype") ?? "",
        name: name.filter((part) => part !== "").join("."),
        value: textAt(attributes, "target") ?? "",
      },
    ];
  }
  if (type === "aws_route53_record") {
    const { name, type: kind } = { name: textAt(attributes, "name") ?? "", type: textAt(attributes, "type") ?? "" };
    return [{ type: kind, name, value: written(at(attributes, "records")) }];
  }
  const azure = /^azurerm_dns_([a-z]+)_record$/.exec(type)?.[1];
  if (azure === undefined) return [];
  const label = textAt(attributes, "name") ?? "";
  const zone = textAt(attributes, "zone_name") ?? "";
  const alias = textAt(attributes, "record");
  if (alias !== undefined) {
    return [{ type: azure.toUpperCase(), name: label === "@" ? zone : `${label}.${zone}`, value: alias }];
  }
  // What a record says, without the words for its fields.
  const value = [...listAt(attributes, "record"), ...listAt(attributes, "records")].map((record) =>
    typeof record === "object" && record !== null ? Object.values(record) : record,
  );
  return [{ type: azure.toUpperCase(), name: label === "@" ? zone : `${label}.${zone}`, value: written(value) }];
}

const zoneFile = (text: string): readonly Read[] =>
  [...text.matchAll(/^(\S+)\. \d+ IN ([A-Z]+) (.*)$/gm)].map(([, name = "", type = "", value = ""]) => ({
    name,
    type,
    value,
  }));

const written = (value: Json | undefined): string => (value === undefined ? "" : JSON.stringify(value));
