import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { keepingOf, statefulTerraform } from "../../catalog";

const folder = resolve(__dirname, "../../../shared/provider-schemas");
const schema = z.looseObject({
  resource_schemas: z.record(
    z.string(),
    z.looseObject({ block: z.looseObject({ attributes: z.record(z.string(), z.unknown()).default({}) }) }),
  ),
});

const schemas: z.output<typeof schema>["resource_schemas"] = Object.fromEntries(
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) =>
      Object.entries(schema.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))).resource_schemas),
    ),
);

/** Types outside of the families that the schemas hold, and the attribute that came after the schemas were read. */
const elsewhere = ["aws_s3_object", "aws_instance", "azurerm_managed_disk", "azurerm_snapshot"];

(existsSync(folder) ? test : test.skip)(
  "every stateful type and every attribute of its identity is the provider's own word",
  () => {
    const wrong = Object.entries(statefulTerraform).flatMap(([type, { identity }]) => {
      if (elsewhere.includes(type)) return [];
      const attributes = schemas[type]?.block.attributes;
      if (attributes === undefined) return [type];
      return identity
        .filter((name) => !(name in attributes) && !(name === "region" && type.startsWith("aws_")))
        .map((name) => `${type}.${name}`);
    });
    expect(wrong).toEqual([]);
  },
);

test("buckets, clusters, keys, realms and zones of every cloud keep something", () => {
  for (const type of [
    ...["ovh_cloud_project_storage", "ovh_cloud_project_kube", "ovh_okms_service_key", "ovh_domain_zone"],
    ...["aws_s3_bucket", "aws_eks_cluster", "aws_kms_key", "aws_route53_zone"],
    ...["azurerm_storage_account", "azurerm_kubernetes_cluster", "azurerm_key_vault_key", "azurerm_dns_zone"],
    ...["vault_transit_secret_backend_key", "vault_mount", "keycloak_realm", "kubernetes_persistent_volume_claim_v1"],
  ]) {
    expect({ type, kind: keepingOf(type).kind }).toEqual({ type, kind: "stateful" });
  }
});

test("a type of a provider that nobody went through is neither stateful nor harmless", () => {
  expect(keepingOf("aws_iam_role")).toEqual({ kind: "stateless" });
  expect(keepingOf("terraform_data")).toEqual({ kind: "stateless" });
  expect(keepingOf("random_password")).toEqual({ kind: "unclassified" });
  expect(keepingOf("constructor")).toEqual({ kind: "unclassified" });
});
