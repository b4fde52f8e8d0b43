import { awsPartition } from "../../catalog";
import type { AwsSite } from "../../constructs/infrastructure/aws/site-facts";
import type { Environment } from "../../environments/schema";
import type { Mistake } from "../../language";
import { offsiteOf } from "../../planning/placement";

/** Networks that EKS lets one public endpoint answer (Amazon EKS service quotas, 2026). */
const callersLimit = 40;

/** Mistakes about accounts, partitions and services that only AWS makes. */
export const accountMistakes = (environment: Environment, site: AwsSite, where: string): readonly Mistake[] => [
  ...otherAccount(environment, site, where),
  ...alonePartition(site, where),
  ...tooManyCallers(site, where),
  ...foreignRoles(site, where),
  ...(where === "site" ? [...foreignPlaces(environment, site), ...unsignedZone(environment)] : []),
];

/** Copies, keys and roles of two sites name each other within one account. */
const otherAccount = ({ site: primary }: Environment, { account }: AwsSite, where: string): readonly Mistake[] =>
  primary.kind !== "aws" || primary.account === account
    ? []
    : [
        {
          where: `${where}.account`,
          value: account,
          why: "is another account than that of the primary, and one set of credentials applies both sites",
          wayOut: `use account ${primary.account} for both sites`,
        },
      ];

/** Nothing is copied between partitions, and the sovereign one has a single region. */
const alonePartition = ({ region }: AwsSite, where: string): readonly Mistake[] =>
  awsPartition(region).name === "aws"
    ? []
    : [
        {
          where: `${where}.region`,
          value: region,
          why: "is the only region of its partition, so that nothing kept there can be copied to a second one",
          wayOut: "choose another region; once the partition has a second one, bestek can keep backups there",
        },
      ];

/** Copies, keys and the state are reached with the credentials of the site's own partition. */
function foreignPlaces(environment: Environment, { region }: AwsSite): readonly Mistake[] {
  const { recovery, state } = environment;
  const own = awsPartition(region).name;
  const places = [
    [recovery.kind === "backup-restore" ? "recovery.offsite" : "recovery.archive", offsiteOf(environment)] as const,
    ["state.region", state.region] as const,
  ];
  return places
    .filter(([, place]) => awsPartition(place.name).name !== own)
    .map(([where, { name }]) => ({
      where,
      value: name,
      why: `is of partition ${awsPartition(name).name}, where nothing of ${own} is known`,
      wayOut: `choose a storage region of ${own}`,
    }));
}

const tooManyCallers = ({ operators }: AwsSite, where: string): readonly Mistake[] =>
  operators.length < callersLimit
    ? []
    : [
        {
          where: `${where}.operators`,
          value: operators.length,
          why: `are with the runner more than the ${String(callersLimit)} networks that EKS lets reach its API`,
          wayOut: "name fewer, larger networks",
        },
      ];

const foreignRoles = ({ administrators, account }: AwsSite, where: string): readonly Mistake[] =>
  administrators.flatMap((role, index) =>
    role.includes(`::${account}:`)
      ? []
      : [
          {
            where: `${where}.administrators.${String(index)}`,
            value: role,
            why: `is no role of account ${account}`,
            wayOut: "name a role of the site's own account, and let others take it on",
          },
        ],
  );

/** Route 53 signs with a key that must stand in Northern Virginia (Route 53 developer guide, DNSSEC keys, 2026). */
const unsignedZone = ({ dns, stage }: Environment): readonly Mistake[] =>
  dns.kind !== "provider-zone" || stage !== "production"
    ? []
    : [
        {
          where: "dns",
          value: dns.kind,
          why: "would leave production names unsigned: Route 53 takes signing keys from us-east-1 alone, outside the EU",
          wayOut: 'write dns: { kind: "customer" }, and keep the records in a zone that is signed in the EU',
        },
      ];
