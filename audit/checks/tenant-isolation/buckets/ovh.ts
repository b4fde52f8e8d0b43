import type { Finding, Findings } from "../../../check";
import type { TenantPortion } from "../../../facts";
import { textAt } from "../../../facts/json";
import { resourcesOf } from "../objects";
import type { ObjectOwners } from "./owners";
import { allowed, bucketOf } from "./s3-policy";
import { count, foreign, shared, unreadable } from "./words";

/** At OVHcloud every user of a tenant's sees buckets of that tenant, named one by one, and each bucket has one such user. */
export function ovhFindings({ tenant, facts }: TenantPortion, owners: ObjectOwners): Findings {
  const seen = new Map<string, number>();
  const failures: Finding[] = [];
  const undecided: Finding[] = [];
  for (const [id, { attributes }] of resourcesOf(facts, "ovh_cloud_project_user_s3_policy")) {
    const statements = allowed(textAt(attributes, "policy"));
    if (statements === undefined) {
      undecided.push(unreadable(id));
      continue;
    }
    const names = statements.flatMap(({ Resource = ["*"] }) => Resource.map((one) => bucketOf(one) ?? one));
    failures.push(...[...new Set(names)].filter((name) => !owners.owns(tenant, name)).map((name) => foreign(id, name)));
    count(seen, names);
  }
  return { failures: [...failures, ...shared(seen)], undecided };
}
