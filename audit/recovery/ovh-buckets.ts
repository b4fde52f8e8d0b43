import type { Facts } from "../facts";
import { listAt, at, textAt, type Json } from "../facts/json";
import { onlyPrefix, type BucketFact, type CopyFact, type UnplacedBucket } from "./bucket";
import { resourcesOf } from "./reference";
import { isoDays } from "./time";

/** Buckets of OVHcloud: `ovh_cloud_project_storage` and the life cycle beside it (provider 2.19.0). */
export function ovhBuckets(facts: Pick<Facts, "terraform">): readonly UnplacedBucket[] {
  const classes = laterClasses(facts);
  const older = new Set(
    resourcesOf(facts, "ovh_cloud_project_storage_replication_job").flatMap(
      ([, { attributes }]) => textAt(attributes, "container_name") ?? [],
    ),
  );
  return resourcesOf(facts, "ovh_cloud_project_storage").flatMap(([object, { attributes }]) => {
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
            copies: listAt(attributes, "replication", "rules").flatMap((rule) => copyOf(rule, older.has(name))),
            laterClasses: classes.get(name) ?? [],
          },
        ];
  });
}

function lockOf(attributes: Json): BucketFact["lock"] {
  if (textAt(attributes, "object_lock", "status") !== "enabled") return undefined;
  const days = isoDays(textAt(attributes, "object_lock", "rule", "period"));
  return days === undefined
    ? undefined
    : { days, final: textAt(attributes, "object_lock", "rule", "mode") === "compliance" };
}

/** No time is promised (OVHcloud docs, replication, 2026-04-17). */
function copyOf(rule: Json, older: boolean): readonly CopyFact[] {
  const to = textAt(rule, "destination", "name");
  return to === undefined
    ? []
    : [
        {
          to,
          enabled: textAt(rule, "status") === "enabled",
          deletions: textAt(rule, "delete_marker_replication") === "enabled",
          gaps: onlyPrefix(textAt(rule, "filter", "prefix")),
          older,
          timed: false,
        },
      ];
}

/** Classes to which the life cycle of each bucket moves objects later, by bucket. */
function laterClasses(facts: Pick<Facts, "terraform">): ReadonlyMap<string, readonly string[]> {
  const classes = new Map<string, string[]>();
  for (const [, { attributes }] of resourcesOf(
    facts,
    "ovh_cloud_project_storage_object_bucket_lifecycle_configuration",
  )) {
    const name = textAt(attributes, "container_name") ?? "";
    const targets = listAt(attributes, "rules")
      .flatMap((rule) => [...listAt(rule, "transitions"), ...listAt(rule, "noncurrent_version_transitions")])
      .map((transition) => at(transition, "storage_class"))
      .filter((target) => typeof target === "string");
    classes.set(name, [...(classes.get(name) ?? []), ...targets]);
  }
  return classes;
}
