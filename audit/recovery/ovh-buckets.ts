import type { Facts } from "../facts";
import { listAt, at, textAt, type Json } from "../facts/json";
import type { BucketFact, CopyFact, UnplacedBucket } from "./bucket";
import { resourcesOf } from "./reference";
import { isoDays } from "./time";

/** Buckets of OVHcloud: `ovh_cloud_project_storage` and the life cycle beside it (provider 2.19.0). */
export const ovhBuckets = (facts: Pick<Facts, "terraform">): readonly UnplacedBucket[] =>
  resourcesOf(facts, "ovh_cloud_project_storage").flatMap(([object, { attributes }]) => {
    const name = textAt(attributes, "name");
    return name === undefined
      ? []
      : [
          {
            object,
            cloud: "ovh" as const,
            name,
            region: textAt(attributes, "region_name"),
            owner: textAt(attributes, "service_name"),
            versioned: textAt(attributes, "versioning", "status") === "enabled",
            lock: lockOf(attributes),
            clientKeys: (textAt(attributes, "encryption", "sse_algorithm") ?? "AES256") !== "AES256",
            obstacles: [],
            copies: listAt(attributes, "replication", "rules").flatMap(copyOf),
            laterClasses: laterClasses(facts, name),
          },
        ];
  });

function lockOf(attributes: Json): BucketFact["lock"] {
  if (textAt(attributes, "object_lock", "status") !== "enabled") return undefined;
  const days = isoDays(textAt(attributes, "object_lock", "rule", "period"));
  return days === undefined
    ? undefined
    : { days, final: textAt(attributes, "object_lock", "rule", "mode") === "compliance" };
}

/** No time is promised (OVHcloud docs, replication, 2026-04-17). */
function copyOf(rule: Json): readonly CopyFact[] {
  const to = textAt(rule, "destination", "name");
  return to === undefined
    ? []
    : [
        {
          to,
          enabled: textAt(rule, "status") === "enabled",
          deletions: textAt(rule, "delete_marker_replication") === "enabled",
          timed: false,
        },
      ];
}

const laterClasses = (facts: Pick<Facts, "terraform">, name: string): readonly string[] =>
  resourcesOf(facts, "ovh_cloud_project_storage_object_bucket_lifecycle_configuration")
    .filter(([, { attributes }]) => textAt(attributes, "container_name") === name)
    .flatMap(([, { attributes }]) => listAt(attributes, "rules"))
    .flatMap((rule) => [...listAt(rule, "transitions"), ...listAt(rule, "noncurrent_version_transitions")])
    .flatMap((transition) => {
      const target = at(transition, "storage_class");
      return typeof target === "string" ? [target] : [];
    });
