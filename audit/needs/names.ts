import { deliveryNetworkOf } from "../../catalog";
import { originOf, targetOf } from "../checks/delivery/names";
import { namedRecords } from "../checks/internet-standards/records";
import type { Facts, TerraformFact } from "../facts";
import { textAt } from "../facts/json";
import type { Need } from "./need";
import { grouped } from "./stacks";

/** Domains of the name servers of each cloud's DNS, by the first word of its types. */
const nameServers: Readonly<Record<string, readonly RegExp[]>> = {
  ovh: [/\.ovh\.(?:net|ca)$/, /\.anycast\.me$/],
  aws: [/\.awsdns-\d+\.(?:com|net|org|co\.uk)$/],
  azurerm: [/\.azure-dns\.(?:com|net|org|info)$/],
};

/** Zones that must be delegated, or whose keeper must be handed the records. */
export const nameNeeds = (facts: Facts): readonly Need[] => [
  ...grouped(facts, zoneOf).map(({ key, first, stacks }): Need => {
    const [cloud = ""] = first.type.split("_");
    return {
      id: `names/${key}`,
      group: "names",
      what: `zone ${key}, kept by the cloud account and delegated to it`,
      readFrom: `NS records of ${key}`,
      way: "let the parent zone's keeper point to the name servers that the cloud's console shows",
      stacks,
      check: { kind: "name-servers", zone: key, ofDomains: nameServers[cloud] ?? [] },
    };
  }),
  ...aliasNeeds(facts),
  ...grouped(facts, ({ address }) => (address === "output.zone_file" ? "records" : undefined)).map(
    ({ stacks }): Need => ({
      id: "names/records",
      group: "names",
      what: "records that the customer's zone must get",
      readFrom: "terraform output -raw zone_file",
      way: "hand them to the zone's keeper once the stack is applied; certificates come only after that",
      stacks,
      check: { kind: "person", why: "another keeps the zone" },
    }),
  ),
];

/** Pull zones that a delivery network must have before a name leads there. */
const aliasNeeds = (facts: Facts): readonly Need[] =>
  namedRecords(facts)
    .filter((record) => record.type === "CNAME" && deliveryNetworkOf(targetOf(record)) !== undefined)
    .map((record): Need => {
      const network = deliveryNetworkOf(targetOf(record))?.operator.name ?? "";
      return {
        id: `names/cdn/${record.name}`,
        group: "names",
        what: `a pull zone ${targetOf(record)} at ${network} for ${record.name}`,
        readFrom: "the network's console",
        way:
          `origin https://${originOf(record.name)} with that name as Host header, ${record.name} as host name of the zone, a certificate for it from the ` +
          "authority that the domain's CAA records name, nodes in the EU alone, caching as the origin says, and no cookies kept",
        stacks: [record.stack],
        check: { kind: "person", why: "the contract is the customer's, and its console tells nobody else" },
      };
    });

/** Zone that a block writes to or looks up. */
function zoneOf({ block, type, attributes }: TerraformFact): string | undefined {
  if (block === "resource" && type === "ovh_domain_zone_record") return textAt(attributes, "zone");
  if (block === "data" && type === "aws_route53_zone") return textAt(attributes, "name")?.replace(/\.$/, "");
  if (block === "data" && type === "azurerm_dns_zone") return textAt(attributes, "name");
  return undefined;
}
