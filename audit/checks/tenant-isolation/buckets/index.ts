import type { Findings, Finding } from "../../../check";
import type { TenantPortion } from "../../../facts";
import { awsFindings } from "./aws";
import { azureFindings } from "./azure";
import { clusterFindings } from "./cluster";
import { ovhFindings } from "./ovh";
import type { ObjectOwners } from "./owners";
import { ownStorageFindings } from "./own-storage";
import { unreadGrants } from "./unread-grants";

export { ObjectOwners } from "./owners";

/**
 * Whoever a tenant's files let into object storage is let into that tenant's alone. Each kind of storage is judged in its own words; what
 * nothing here can read, and a tenant whose objects no file shows, is undecided and never passes.
 */
export function bucketFindings(portion: TenantPortion, owners: ObjectOwners): Required<Findings> {
  const kinds = [ovhFindings, awsFindings, azureFindings, ownStorageFindings, clusterFindings].map((judge) =>
    judge(portion, owners),
  );
  return {
    failures: kinds.flatMap(({ failures }) => failures),
    undecided: [
      ...kinds.flatMap(({ undecided = [] }) => undecided),
      ...unreadGrants(portion),
      ...unseen(portion, owners),
    ],
  };
}

/** The plan counts on objects of the tenant, and no file says where they are. */
function unseen({ tenant, facts }: TenantPortion, owners: ObjectOwners): readonly Finding[] {
  const planned = Object.keys(facts.plan.recovery.loss).filter((store) => store.startsWith(`bucket-${tenant}-`));
  return planned.length === 0 || owners.has(tenant)
    ? []
    : [
        {
          where: "object storage",
          why: `holds ${planned.join(", ")}, and no file says where or who gets in`,
          wayOut: "ask whoever makes the buckets who may read them",
        },
      ];
}
