import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import type { SealKey } from "../infrastructure";
import { AuditTrail } from "./audit-trail";
import { KeyVault } from "./key-vault";
import { keysGroup, vaultName, type Owner } from "./resource-names";

export interface SealVaultProps {
  readonly owner: Owner;
  /** Region that holds no site. */
  readonly region: string;
  readonly tenantId: string;
  readonly callers: readonly Cidr[];
}

/** The vault of the one key that OpenBao unseals itself with, outside both sites and apart from every other key. */
export class SealVault extends Construct implements Extract<SealKey, { kind: "azurekeyvault" }> {
  readonly kind = "azurekeyvault";
  readonly tenantId: string;
  readonly vaultName: string;
  readonly keyName: string;

  constructor(scope: Construct, id: string, { owner, region, tenantId, callers }: SealVaultProps) {
    super(scope, id);
    const group = new ResourceGroup(this, "group", { name: keysGroup(owner.environment), location: region });
    const place = { region, resourceGroup: group.name };
    const trail = new AuditTrail(this, "trail", { ...place, name: keysGroup(owner.environment) });
    const vault = new KeyVault(this, "keys", {
      ...place,
      name: vaultName(owner, "seal", region),
      tenantId,
      key: "seal",
      trail,
      callers,
    });
    this.tenantId = tenantId;
    this.vaultName = vault.vaultName;
    this.keyName = vault.keyName;
  }
}
