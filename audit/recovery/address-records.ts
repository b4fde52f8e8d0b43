import type { Facts, TerraformFact } from "../facts";
import { numberAt, textAt } from "../facts/json";

/** Longest that others may remember an address that a failover changes, in seconds. */
export const movingTtl = 60;

/** A name's address as one stack keeps it. */
export interface AddressRecord {
  readonly object: string;
  readonly stack: string;
  readonly name: string;
  readonly ttl: number;
}

const types: Readonly<Record<string, (fact: TerraformFact) => number | undefined>> = {
  ovh_domain_zone_record: ({ attributes }) =>
    textAt(attributes, "fieldtype") === "A" ? numberAt(attributes, "ttl") : undefined,
  aws_route53_record: ({ attributes }) =>
    textAt(attributes, "type") === "A" ? numberAt(attributes, "ttl") : undefined,
  azurerm_dns_a_record: ({ attributes }) => numberAt(attributes, "ttl"),
};

/** Every address record of every cloud. */
export const addressRecords = ({ terraform }: Pick<Facts, "terraform">): readonly AddressRecord[] =>
  Object.entries(terraform).flatMap(([object, fact]) => {
    const ttl = fact.block === "resource" ? types[fact.type]?.(fact) : undefined;
    return ttl === undefined ? [] : [{ object, ttl, stack: fact.stack, name: nameOf(fact) }];
  });

const nameOf = ({ attributes }: TerraformFact): string =>
  `${textAt(attributes, "subdomain") ?? textAt(attributes, "name") ?? ""}.${textAt(attributes, "zone") ?? textAt(attributes, "zone_name") ?? textAt(attributes, "zone_id") ?? ""}`;
