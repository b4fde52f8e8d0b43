import type { TenantPortion } from "../../../facts";
import { listAt, textAt, type Json } from "../../../facts/json";
import { objectsOf, resourcesOf } from "../objects";

/** What holds objects, in the words of each cloud's provider, by the attribute that names it. */
const named = {
  ovh_cloud_project_storage: "name",
  aws_s3_bucket: "bucket",
  azurerm_storage_container: "name",
  azurerm_storage_account: "name",
} as const;

/** Which tenant made each bucket, container or account; two who made one share it. */
export class ObjectOwners {
  private readonly owners = new Map<string, Set<string>>();
  private readonly tenants = new Set<string>();

  constructor(tenants: readonly TenantPortion[]) {
    for (const portion of tenants) {
      for (const [type, attribute] of Object.entries(named)) {
        for (const [, { attributes }] of resourcesOf(portion.facts, type)) {
          this.add(textAt(attributes, attribute), portion.tenant);
        }
      }
      for (const name of bucketsInCluster(portion)) this.add(name, portion.tenant);
    }
  }

  /** True where the tenant made it, and nobody else did. */
  owns(tenant: string, name: string): boolean {
    const owners = this.owners.get(name);
    return owners?.size === 1 && owners.has(tenant);
  }

  /** True where the tenant made anything that holds objects. */
  has(tenant: string): boolean {
    return this.tenants.has(tenant);
  }

  private add(name: string | undefined, tenant: string): void {
    if (name === undefined) return;
    this.tenants.add(tenant);
    const owners = this.owners.get(name);
    if (owners === undefined) this.owners.set(name, new Set([tenant]));
    else owners.add(tenant);
  }
}

/** Environment of the containers of a tenant's tasks beside the store in the cluster, with their ids. */
export const taskSettings = ({ facts }: TenantPortion): readonly (readonly [id: string, setting: Json])[] =>
  objectsOf(facts, "Job")
    .filter(([, { namespace }]) => namespace === "objects")
    .flatMap(([id, { object }]) =>
      listAt(object, "spec", "template", "spec", "containers").flatMap((container) =>
        listAt(container, "env").map((setting) => [id, setting] as const),
      ),
    );

/** Names of the buckets that those tasks make. */
export const bucketsInCluster = (portion: TenantPortion): readonly string[] =>
  taskSettings(portion).flatMap(([, setting]) =>
    (textAt(setting, "name") ?? "").startsWith("NAME_") ? (textAt(setting, "value") ?? []) : [],
  );
