import type { Finding, Findings } from "../../../check";
import type { TenantPortion } from "../../../facts";
import { textAt } from "../../../facts/json";
import { resourcesOf } from "../objects";
import type { ObjectOwners } from "./owners";
import { allowed, bucketOf, type Statement } from "./s3-policy";
import { count, foreign, shared, unreadable } from "./words";

/** Who a tenant's role may be lent to without being judged further: the service that copies its objects. */
const copier = "s3.amazonaws.com";

/**
 * At AWS users and roles of a tenant reach buckets of that tenant by name and use keys under its own aliases; a bucket's own policy lets nobody
 * in; a role is lent to the service that copies, or to pods of the tenant; and keys are used as the account's policies say.
 */
export function awsFindings({ tenant, facts }: TenantPortion, owners: ObjectOwners): Findings {
  const aliases = new Set(
    resourcesOf(facts, "aws_kms_alias").flatMap(([, { attributes }]) => textAt(attributes, "name") ?? []),
  );
  const seen = new Map<string, number>();
  const judge =
    (attribute: string, faults: (where: string, statement: Statement) => readonly Finding[]) =>
    (type: string): readonly (readonly Finding[] | "unreadable")[] =>
      resourcesOf(facts, type).map(([id, { attributes }]) => {
        const statements = allowed(textAt(attributes, attribute));
        if (statements === undefined) return "unreadable";
        if (type === "aws_iam_user_policy") count(seen, statements.flatMap(bucketsOf));
        return statements.flatMap((statement) => faults(id, statement));
      });
  const permissions = judge("policy", (where, statement) =>
    reachFindings(where, statement, { tenant, owners, aliases }),
  );
  const judged: Readonly<Record<string, readonly (readonly Finding[] | "unreadable")[]>> = {
    aws_iam_user_policy: permissions("aws_iam_user_policy"),
    aws_iam_role_policy: permissions("aws_iam_role_policy"),
    aws_s3_bucket_policy: judge("policy", openFindings)("aws_s3_bucket_policy"),
    aws_iam_role: judge("assume_role_policy", (where, statement) =>
      loanFindings(where, statement, Object.keys(facts.plan.namespaces)),
    )("aws_iam_role"),
    aws_kms_key: judge("policy", keyFindings)("aws_kms_key"),
  };
  return {
    failures: [
      ...Object.values(judged).flatMap((found) => found.flatMap((one) => (one === "unreadable" ? [] : one))),
      ...shared(seen),
    ],
    undecided: Object.entries(judged).flatMap(([type, found]) => {
      const ids = resourcesOf(facts, type).map(([id]) => id);
      return found.flatMap((one, index) => (one === "unreadable" ? [unreadable(ids[index] ?? type)] : []));
    }),
  };
}

const bucketsOf = ({ Resource = [] }: Statement): readonly string[] =>
  Resource.flatMap((resource) => bucketOf(resource) ?? []);

interface Own {
  readonly tenant: string;
  readonly owners: ObjectOwners;
  readonly aliases: ReadonlySet<string>;
}

/** Buckets by name, and keys by alias: both the tenant's. Anything else reaches further than objects of one tenant. */
function reachFindings(where: string, statement: Statement, { tenant, owners, aliases }: Own): readonly Finding[] {
  const { Resource = ["*"] } = statement;
  return Resource.flatMap((resource): readonly Finding[] => {
    const bucket = bucketOf(resource);
    if (bucket !== undefined) return owners.owns(tenant, bucket) ? [] : [foreign(where, bucket)];
    if (!/^arn:[a-z-]+:kms:/.test(resource)) return [foreign(where, resource)];
    const used = aliasesOf(statement);
    return used.length > 0 && used.every((alias) => aliases.has(alias))
      ? []
      : [
          {
            where,
            value: used.length === 0 ? resource : [...used],
            why: "lets the tenant use keys under which objects of others may lie",
            wayOut: "name the aliases of the tenant's own keys in the condition kms:ResourceAliases",
          },
        ];
  });
}

const aliasesOf = ({ Condition = {} }: Statement): readonly string[] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    /^ForAnyValue:String(?:Equals|Like)$/.test(operator) ? (keys["kms:ResourceAliases"] ?? []) : [],
  );

/** Users of a tenant get in by their own policies; what a bucket's policy allows is for somebody else. */
const openFindings = (where: string, { Principal }: Statement): readonly Finding[] => [
  {
    where,
    value: Principal ?? null,
    why: "is let into the bucket by the bucket's own policy",
    wayOut: "let the bucket's policy deny alone",
  },
];

/** Tokens of pods, as a role's trust names them. */
const podsOf = ({ Condition = {} }: Statement): readonly string[] =>
  Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, values]) => (key.endsWith(":sub") ? values : [])),
  );

function loanFindings(where: string, statement: Statement, namespaces: readonly string[]): readonly Finding[] {
  const { Principal } = statement;
  const loan = (why: string): readonly Finding[] => [
    { where, value: Principal ?? null, why, wayOut: "lend it to pods of the tenant's own namespaces, by name" },
  ];
  if (typeof Principal !== "object") return loan("is lent to anyone");
  if (Object.hasOwn(Principal, "Federated")) {
    const pods = podsOf(statement);
    const own = pods.every((pod) => namespaces.some((name) => pod.startsWith(`system:serviceaccount:${name}:`)));
    return pods.length > 0 && own ? [] : loan("is lent to pods that are not the tenant's");
  }
  const services = Principal["Service"] ?? [];
  return Object.keys(Principal).length === 1 && services.length > 0 && services.every((name) => name === copier)
    ? []
    : loan("is lent to somebody whose objects are not the tenant's alone");
}

/** The account itself, whose policies say who uses the key; anyone else would use it whatever those say. */
function keyFindings(where: string, { Principal }: Statement): readonly Finding[] {
  const named = typeof Principal === "object" ? Object.values(Principal).flat() : [Principal ?? "*"];
  return named.every((one) => /^arn:[a-z-]+:iam::\d+:root$/.test(one))
    ? []
    : [
        {
          where,
          value: Principal ?? null,
          why: "may use the tenant's key past the account's own policies",
          wayOut: "name the account alone",
        },
      ];
}
