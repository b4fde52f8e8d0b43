import type { Facts, TerraformFact } from "../../../audit";
import { awsBuckets } from "../../../audit/recovery/aws-buckets";
import { azureBuckets } from "../../../audit/recovery/azure-buckets";
import { terraformFacts } from "../../../audit/facts/terraform";
import type { Json } from "../../../audit/facts/json";

const read = (document: Json): Pick<Facts, "terraform"> => {
  const terraform: Readonly<Record<string, TerraformFact>> = terraformFacts("zuid-infrastructure-x", document);
  return { terraform };
};

describe("AWS says one thing of a bucket per resource", () => {
  const document = {
    provider: { aws: [{ region: "eu-west-1" }, { alias: "eu-west-3", region: "eu-west-3" }] },
    resource: {
      aws_s3_bucket: {
        mail: { bucket: "zuid-mail" },
        locked: { bucket: "zuid-locked", provider: "aws.eu-west-3" },
      },
      aws_s3_bucket_versioning: {
        mail: { bucket: "${aws_s3_bucket.mail.id}", versioning_configuration: { status: "Enabled" } },
      },
      aws_s3_bucket_object_lock_configuration: {
        locked: { bucket: "zuid-locked", rule: { default_retention: { mode: "COMPLIANCE", days: 35 } } },
      },
      aws_s3_bucket_replication_configuration: {
        mail: {
          bucket: "${aws_s3_bucket.mail.id}",
          rule: [
            {
              status: "Enabled",
              delete_marker_replication: { status: "Enabled" },
              destination: { bucket: "arn:aws:s3:::zuid-mail-twin", replication_time: { status: "Enabled" } },
            },
            { status: "Disabled", destination: { bucket: "${aws_s3_bucket.locked.arn}" } },
          ],
        },
      },
      aws_s3_bucket_lifecycle_configuration: {
        locked: { bucket: "zuid-locked", rule: [{ transition: [{ days: 7, storage_class: "DEEP_ARCHIVE" }] }] },
      },
    },
  };

  test("which are put together", () => {
    const [mail, locked] = [...awsBuckets(read(document))].sort((a, b) => (a.name > b.name ? -1 : 1));
    expect(mail).toMatchObject({
      name: "zuid-mail",
      region: "eu-west-1",
      versioned: true,
      lock: undefined,
      copies: [
        { to: "zuid-mail-twin", enabled: true, deletions: true, timed: true },
        { to: "zuid-locked", enabled: false, deletions: false, timed: false },
      ],
    });
    expect(locked).toMatchObject({
      region: "eu-west-3",
      versioned: false,
      lock: { days: 35, final: true },
      laterClasses: ["DEEP_ARCHIVE"],
    });
  });
});

describe("Azure says it of an account, a container and a rule", () => {
  const account = (blob: Json): Json => ({
    name: "objects1",
    location: "swedencentral",
    blob_properties: blob,
    is_hns_enabled: false,
  });
  const document = (blob: Json): Json => ({
    resource: {
      azurerm_storage_account: { one: account(blob) },
      azurerm_storage_container: {
        mail: { name: "zuid-mail", storage_account_id: "${azurerm_storage_account.one.id}" },
      },
      azurerm_storage_container_immutability_policy: {
        mail: {
          storage_container_resource_manager_id: "${azurerm_storage_container.mail.id}",
          immutability_period_in_days: 35,
          locked: true,
        },
      },
      azurerm_storage_object_replication: {
        twin: {
          source_storage_account_id:
            "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/objects1",
          rules: [{ source_container_name: "zuid-mail", destination_container_name: "zuid-mail-twin" }],
        },
      },
    },
  });

  test("which are put together, whichever way they refer to each other", () => {
    expect(azureBuckets(read(document({ versioning_enabled: true, change_feed_enabled: true })))).toMatchObject([
      {
        name: "zuid-mail",
        region: "swedencentral",
        versioned: true,
        lock: { days: 35, final: true },
        obstacles: [],
        copies: [{ to: "zuid-mail-twin", enabled: true, timed: false }],
      },
    ]);
  });

  test("what ends replication without a word is seen", () => {
    expect(azureBuckets(read(document({ versioning_enabled: true })))[0]?.obstacles).toEqual([
      "its account keeps no change feed",
    ]);
  });
});
