import type { Facts, TerraformFact } from "../facts";
import { at, isList, listAt, numberAt, textAt, type Json } from "../facts/json";
import { onlyPrefix, type BucketFact, type CopyFact, type UnplacedBucket } from "./bucket";
import { namedOrReferred, resourcesOf } from "./reference";

/** Buckets of AWS: `aws_s3_bucket` and the resources that each say one thing of it (provider 5.100.0). */
export function awsBuckets(facts: Pick<Facts, "terraform">): readonly UnplacedBucket[] {
  return resourcesOf(facts, "aws_s3_bucket").flatMap(([object, block]) => {
    const name = textAt(block.attributes, "bucket");
    if (name === undefined) return [];
    const beside = (type: string): readonly Json[] =>
      resourcesOf(facts, type)
        .filter(
          ([, { stack, attributes }]) => namedOrReferred(facts, stack, at(attributes, "bucket"), "bucket") === name,
        )
        .map(([, { attributes }]) => attributes);
    return [
      {
        object,
        cloud: "aws" as const,
        name,
        region: regionOf(facts, block),
        ...hostOf(facts, block),
        owner: undefined,
        versioned: beside("aws_s3_bucket_versioning").some(
          (attributes) => textAt(attributes, "versioning_configuration", "status") === "Enabled",
        ),
        lock: lockOf(beside("aws_s3_bucket_object_lock_configuration")),
        clientKeys: false,
        obstacles: [],
        copies: beside("aws_s3_bucket_replication_configuration").flatMap((attributes) =>
          blocksAt(attributes, "rule").flatMap((rule) => copyOf(facts, block.stack, rule)),
        ),
        laterClasses: beside("aws_s3_bucket_lifecycle_configuration").flatMap((attributes) =>
          blocksAt(attributes, "rule").flatMap((rule) =>
            [...blocksAt(rule, "transition"), ...blocksAt(rule, "noncurrent_version_transition")].flatMap(
              (transition) => textAt(transition, "storage_class") ?? [],
            ),
          ),
        ),
      },
    ];
  });
}

/** The provider that a resource names, else the stack's own. */
function providerOf(
  { terraform }: Pick<Facts, "terraform">,
  { stack, attributes }: TerraformFact,
): TerraformFact | undefined {
  const alias = textAt(attributes, "provider")
    ?.replace(/^\$\{|\}$/g, "")
    .split(".")[1];
  return Object.values(terraform).find(
    (fact) =>
      fact.stack === stack &&
      fact.block === "provider" &&
      fact.type === "aws" &&
      textAt(fact.attributes, "alias") === alias,
  );
}

export const regionOf = (facts: Pick<Facts, "terraform">, fact: TerraformFact): string | undefined =>
  textAt(fact.attributes, "region") ?? textAt(providerOf(facts, fact)?.attributes, "region");

/** Host of storage that speaks S3 and is not AWS. */
function hostOf(facts: Pick<Facts, "terraform">, fact: TerraformFact): { readonly host?: string } {
  const endpoint = blocksAt(providerOf(facts, fact)?.attributes, "endpoints").flatMap(
    (block) => textAt(block, "s3") ?? [],
  )[0];
  return endpoint === undefined ? {} : { host: new URL(endpoint).host };
}

function lockOf(blocks: readonly Json[]): BucketFact["lock"] {
  for (const block of blocks) {
    const retention = blocksAt(block, "rule").flatMap((rule) => blocksAt(rule, "default_retention"))[0];
    const days = numberAt(retention, "days");
    if (days !== undefined) return { days, final: textAt(retention, "mode") === "COMPLIANCE" };
  }
  return undefined;
}

/** Within 15 minutes by contract where time control is on; otherwise AWS promises nothing. */
function copyOf(facts: Pick<Facts, "terraform">, stack: string, rule: Json): readonly CopyFact[] {
  const destination = blocksAt(rule, "destination")[0];
  const target = at(destination, "bucket");
  const to =
    typeof target === "string" && target.startsWith("arn:")
      ? target.split(":").at(-1)
      : namedOrReferred(facts, stack, target, "bucket");
  return to === undefined
    ? []
    : [
        {
          to,
          enabled: textAt(rule, "status") === "Enabled",
          deletions: textAt(blocksAt(rule, "delete_marker_replication")[0], "status") === "Enabled",
          gaps: onlyPrefix(textAt(blocksAt(rule, "filter")[0], "prefix") ?? textAt(rule, "prefix")),
          // Only a batch job copies those, and no resource makes one (provider 6.25.0).
          older: false,
          timed: textAt(blocksAt(destination, "replication_time")[0], "status") === "Enabled",
        },
      ];
}

/** Nested blocks come as a list, or as an object where there is one alone. */
function blocksAt(json: Json | undefined, key: string): readonly Json[] {
  const part = at(json, key);
  if (part === undefined) return [];
  return isList(part) ? listAt(part) : [part];
}
