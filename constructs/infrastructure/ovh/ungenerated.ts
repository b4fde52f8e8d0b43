import { TerraformDataSource, TerraformResource, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";

/** What Terraform is told about a resource or a data source, by attribute name. */
export type Attributes = Readonly<Record<string, string>>;

const generator = { providerName: "ovh" };

/**
 * A resource of the OVHcloud provider that `imports/provider-ovh` holds no binding for. Its attributes are checked by
 * Terraform alone, so keep them few and take a binding as soon as there is one.
 */
export function ovhResource(
  scope: Construct,
  id: string,
  type: string,
  attributes: Attributes,
  lifecycle?: TerraformResourceLifecycle,
): TerraformResource {
  const resource = new TerraformResource(scope, id, {
    terraformResourceType: type,
    terraformGeneratorMetadata: generator,
    ...(lifecycle === undefined ? {} : { lifecycle }),
  });
  for (const [name, value] of Object.entries(attributes)) resource.addOverride(name, value);
  return resource;
}

/** A data source of the OVHcloud provider without a binding; see `ovhResource`. */
export function ovhData(
  scope: Construct,
  id: string,
  type: string,
  attributes: Attributes,
  lifecycle?: TerraformResourceLifecycle,
): TerraformDataSource {
  const data = new TerraformDataSource(scope, id, {
    terraformResourceType: type,
    terraformGeneratorMetadata: generator,
    ...(lifecycle === undefined ? {} : { lifecycle }),
  });
  for (const [name, value] of Object.entries(attributes)) data.addOverride(name, value);
  return data;
}
