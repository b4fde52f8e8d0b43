import { findStorageRegion, ovhStorageRegions, secretsComponents } from "../../../catalog";
import { pen, type Check, type Verdict } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { at, numberAt, textAt, texts } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { addressRecords, movingTtl } from "../../recovery/address-records";
import { regionOf } from "../../recovery/aws-buckets";
import { kafkaServers } from "../../recovery/kafka";
import { siteGround } from "../../recovery/databases";

const id = "recovery-sites";
const ours = pen(id);

/** What lets one site take over from the other: keys outside both, names that move fast, servers that keep their quorum. */
export const recoverySites: Check = {
  id,
  title: "Keys lie outside every site, names move within a minute, and a drained node leaves a quorum",
  controls: ["A.5.29", "A.5.30", "A.8.14", "A.8.24"],
  judge: (facts) => [
    ...sealKeys(facts),
    ...addresses(facts),
    ...identityClusters(facts),
    ...quorum(facts),
    ...keepers(facts),
    ...kafkaKeepers(facts),
  ],
};

/** Check 19: with the site goes neither the key that opens its secrets nor the one that the other site needs. */
function sealKeys(facts: Facts): readonly Verdict[] {
  const sites = Object.keys(facts.plan.sites);
  return Object.entries(facts.terraform)
    .filter(
      ([, { block, stack, type }]) =>
        block === "resource" && stack === `${facts.environment}-keys` && keyTypes.has(type),
    )
    .map(([object, fact]) => {
      const region = keyRegion(facts, fact);
      const place = region === undefined ? undefined : storagePlace(region);
      if (place === undefined) {
        return ours.undecided(object, {
          where: "region",
          ...(region === undefined ? {} : { value: region }),
          why: "does not say on whose ground the key lies",
          wayOut: "name a region of the catalogue",
        });
      }
      const shared = sites.filter((site) => siteGround(facts, site) === place.failureDomain);
      return shared.length === 0
        ? ours.pass(object)
        : ours.fail(object, {
            where: "region",
            value: region ?? "",
            why: `burns with site ${shared.join(", ")}: the other one could not open its secrets`,
            wayOut: "keep the key in the region that holds no site",
          });
    });
}

const keyTypes: ReadonlySet<string> = new Set(["ovh_okms", "aws_kms_key", "aws_kms_replica_key", "azurerm_key_vault"]);

const keyRegion = (facts: Facts, fact: TerraformFact): string | undefined =>
  fact.type.startsWith("aws_")
    ? regionOf(facts, fact)
    : (textAt(fact.attributes, "region") ?? textAt(fact.attributes, "location"));

/** Key services of OVHcloud name a campus in words of their own, such as `eu-west-gra`. */
function storagePlace(region: string) {
  const plain = region.toLowerCase().replaceAll(" ", "");
  const campus = /^eu-(?:north|east|south|west|central)-([a-z]+)$/.exec(plain)?.[1];
  return (
    findStorageRegion(region) ??
    findStorageRegion(plain) ??
    ovhStorageRegions.find(({ name }) => name.toLowerCase() === plain || name.toLowerCase() === campus)
  );
}

/** Check 18: an address that a failover changes is forgotten within a minute, and has one keeper. */
function addresses(facts: Facts): readonly Verdict[] {
  const records = addressRecords(facts);
  const keepers = new Map<string, Set<string>>();
  for (const { name, stack } of records) keepers.set(name, (keepers.get(name) ?? new Set()).add(stack));
  return records.flatMap(({ object, ttl, stack, name }) => {
    const stacks = [...(keepers.get(name) ?? [])].sort();
    return ours.sum(object, {
      failures: [
        ...(ttl <= movingTtl
          ? []
          : [
              {
                where: "ttl",
                value: ttl,
                why: "lets clients remember the lost site for longer than a minute",
                wayOut: `set it to ${String(movingTtl)}`,
              },
            ]),
        ...(stacks.length <= 1
          ? []
          : [
              {
                where: "name",
                value: name,
                why: `is kept by ${stacks.join(" and ")}, including ${stack}`,
                wayOut: "let one stack keep the name",
              },
            ]),
      ],
    });
  });
}

/** Check 17: Keycloak over two sites needs less than 10 ms between them; no such pair of regions has been measured. */
const identityClusters = ({ kubernetes }: Facts): readonly Verdict[] =>
  ["StatefulSet", "Deployment", "Keycloak"]
    .flatMap((kind) => objectsOfKind({ kubernetes }, kind))
    .filter(
      ([, { object }]) =>
        texts(object).some(([, text]) => /(^|,)(multi-site|stateless)(,|$)/.test(text)) &&
        /KC_FEATURES|features/.test(JSON.stringify(object)),
    )
    .map(([object]) =>
      ours.fail(object, {
        where: "features",
        why: "joins Keycloak over sites, which needs less than 10 ms between them, measured and dated",
        wayOut: "run one per site on the site's own database",
      }),
    );

/** Check 20, as far as single sites go: servers that vote lose one at a time. */
const quorum = (facts: Facts): readonly Verdict[] =>
  Object.entries(facts.releases)
    .filter(([, { name }]) => secretsComponents.includes(name))
    .map(([object, { values }]) => {
      const replicas = values
        .map((value) => numberAt(value, "server", "ha", "replicas"))
        .find((count) => count !== undefined);
      const lost = values
        .map((value) => numberAt(value, "server", "ha", "disruptionBudget", "maxUnavailable"))
        .find((count) => count !== undefined);
      const holds = replicas !== undefined && lost !== undefined && replicas - lost > replicas / 2;
      return holds
        ? ours.pass(object)
        : ours.fail(object, {
            where: "server.ha",
            value: at(values[0], "server", "ha", "disruptionBudget") ?? "",
            why: "lets more servers go at once than the rest can outvote",
            wayOut: "run three and let one go",
          });
    });

/** The same for our own servers that keep data on volumes: a drain leaves more than half of them. */
const keepers = ({ kubernetes }: Facts): readonly Verdict[] =>
  objectsOfKind({ kubernetes }, "StatefulSet").flatMap(([object, fact]) => {
    const replicas = numberAt(fact.object, "spec", "replicas") ?? 1;
    const keeps = at(fact.object, "spec", "volumeClaimTemplates") !== undefined;
    if (!keeps || replicas < 3) return [];
    const budget = objectsOfKind({ kubernetes }, "PodDisruptionBudget").find(
      ([, { site, namespace, name }]) => site === fact.site && namespace === fact.namespace && name === fact.name,
    )?.[1];
    const left = numberAt(budget?.object, "spec", "minAvailable") ?? 0;
    return ours.sum(object, {
      failures:
        left > replicas / 2
          ? []
          : [
              {
                where: "PodDisruptionBudget: spec.minAvailable",
                value: left,
                why: `lets a drain leave no more than half of ${String(replicas)} servers that keep data`,
                wayOut: "keep more than half of them",
              },
            ],
    });
  });

/** The same for servers of Kafka, which vote as well; Strimzi makes the budget as its cluster says, and lets one go where it says nothing. */
const kafkaKeepers = (facts: Facts): readonly Verdict[] =>
  kafkaServers(facts).flatMap(({ object, replicas, cluster }) => {
    const lost = numberAt(cluster, "spec", "kafka", "template", "podDisruptionBudget", "maxUnavailable") ?? 1;
    return ours.sum(object, {
      failures:
        replicas - lost > replicas / 2
          ? []
          : [
              {
                where: "Kafka: spec.kafka.template.podDisruptionBudget.maxUnavailable",
                value: lost,
                why: `lets a drain leave no more than half of ${String(replicas)} servers that keep data and vote`,
                wayOut: "run three and let one go",
              },
            ],
    });
  });
