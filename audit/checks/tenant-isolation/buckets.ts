import type { Finding } from "../../check";
import type { TenantPortion } from "../../facts";
import { textAt } from "../../facts/json";
import { resourcesOf } from "./objects";

/** Buckets by cloud, in the words of its provider; policies of clouds that are not here can't be read. */
const bucketTypes = ["ovh_cloud_project_storage"] as const;
const policyTypes = ["ovh_cloud_project_user_s3_policy"] as const;

/** Which tenant made each bucket. */
export class BucketUsers {
  private readonly owners = new Map<string, string>();

  constructor(tenants: readonly TenantPortion[]) {
    for (const { tenant, facts } of tenants) {
      for (const [, { attributes }] of resourcesOf(facts, ...bucketTypes)) {
        const name = textAt(attributes, "name");
        if (name !== undefined) this.owners.set(name, tenant);
      }
    }
  }

  ownerOf(bucket: string): string | undefined {
    return this.owners.get(bucket);
  }
}

/** Every user that a tenant makes sees buckets of that tenant, named one by one, and each bucket has one such user. */
export function bucketFindings({ tenant, facts }: TenantPortion, users: BucketUsers): readonly Finding[] {
  const seen = new Map<string, number>();
  const policies = resourcesOf(facts, ...policyTypes).flatMap(([id, { attributes }]) =>
    bucketsOf(textAt(attributes, "policy") ?? "").flatMap((bucket): readonly Finding[] => {
      seen.set(bucket, (seen.get(bucket) ?? 0) + 1);
      return users.ownerOf(bucket) === tenant
        ? []
        : [
            {
              where: id,
              value: bucket,
              why: "is no bucket of the tenant",
              wayOut: "let the user see its own bucket alone",
            },
          ];
    }),
  );
  const shared = [...seen]
    .filter(([, count]) => count > 1)
    .map(([bucket]): Finding => ({
      where: "object storage users",
      value: bucket,
      why: "is seen by several users",
      wayOut: "give each bucket one user",
    }));
  return [...policies, ...shared];
}

/** Buckets that a policy of an S3 user lets through, each once. */
function bucketsOf(policy: string): readonly string[] {
  const names = [...policy.matchAll(/arn:aws:s3:::([^"/]+)/g)].map(([, name = ""]) => name);
  return names.length === 0 && policy !== "" ? [policy] : [...new Set(names)];
}
