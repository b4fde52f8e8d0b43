import { recordRetention } from "../catalog";
import { siteId, type Environment } from "../environments/schema";
import { describe, quantity, type Journal, type RecordsPlan } from "../language";
import { servicesOf } from "../suites";
import { journalRetention } from "./journal-retention";
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
    buckets: recordBuckets(ledger, environment),
    unkept: Object.fromEntries(
      servicesOf(environment).flatMap(({ name: service, unkept = {} }) =>
        Object.entries(unkept).map(([left, why]) => [`${service}/${left}`, why] as const),
      ),
    ),
  };
}

function recordBuckets(ledger: Ledger, environment: Environment): RecordsPlan["buckets"] {
  const site = siteId(activeSite(environment));
  return Object.fromEntries(
    [undefined, ...tenantIds(environment)].flatMap((tenant) =>
      servicesFor(environment, tenant).flatMap(({ name: service, needs }) =>
        Object.entries(needs.buckets ?? {}).flatMap(([bucket, { written }]) => {
          if (written === undefined) return [];
          const name = serviceBucketName(environment, bucket, site, tenant);
          return [
            [
              name,
              { service, ...(written === "record" ? {} : journal(ledger, { name, service, bucket, written })) },
            ] as const,
          ];
        }),
      ),
    ),
  );
}

/** The time that a journal's copies stand, under the bucket's name in the world. */
function journal(
  ledger: Ledger,
  {
    name,
    service,
    bucket,
    written,
  }: { readonly name: string; readonly service: string; readonly bucket: string; readonly written: Journal },
): Pick<RecordsPlan["buckets"][string], "journal"> {
  const kept = journalRetention(ledger, service, bucket, written);
  return {
    journal: ledger.derive(`records.buckets.${name}.journal`, quantity(kept.value, "days"), {
      rule: "journal-retention",
      from: [kept],
      because: describe(kept),
    }),
  };
}
