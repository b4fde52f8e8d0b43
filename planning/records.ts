import { recordRetention } from "../catalog";
import { siteId, type Environment } from "../environments/schema";
import { describe, quantity, type RecordsPlan } from "../language";
import type { Ledger } from "./ledger";
import { activeSite, serviceBucketName, servicesFor, tenantIds } from "./placement";

/** How long the audit log stands, as the framework asks or as the facts say, and where it is written. */
export function enterRecords(ledger: Ledger, environment: Environment): RecordsPlan {
  const { name, records } = environment;
  const { framework, days } = records;
  const usual = recordRetention[framework];
  const decided =
    days === usual.value
      ? ledger.figure(`record-retention-${framework}`, usual)
      : ledger.fact("record-retention", quantity(days, "days"), "how long records are kept, and can't be deleted", {
          kind: "environment",
          ref: `environment "${name}": records.days`,
          date: "undated",
        });
  return {
    framework,
    retention: ledger.derive("records.retention", quantity(decided.value, "days"), {
      rule: "record-retention",
      from: [decided],
      because: describe(decided),
    }),
    buckets: recordBuckets(environment),
  };
}

function recordBuckets(environment: Environment): RecordsPlan["buckets"] {
  const site = siteId(activeSite(environment));
  return Object.fromEntries(
    [undefined, ...tenantIds(environment)].flatMap((tenant) =>
      servicesFor(environment, tenant).flatMap(({ name: service, needs }) =>
        Object.entries(needs.buckets ?? {}).flatMap(([bucket, { written }]) =>
          written === undefined ? [] : [[serviceBucketName(environment, bucket, site, tenant), { service }] as const],
        ),
      ),
    ),
  );
}
