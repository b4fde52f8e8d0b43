import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { openbao } from "../../../catalog/footprints/openbao";
import type { SealKey } from "../infrastructure";
import { sealUser } from "../stores";
import { grantRole } from "./grant-role";
import { identityName, keysGroup, resourceId, siteGroup, type Owner } from "./resource-names";
import { siteEndpoint } from "./site-endpoint";

export interface SealGrantProps {
  readonly owner: Owner;
  readonly site: string;
  readonly key: Extract<SealKey, { kind: "azurekeyvault" }>;
  /** What the service account waits for: its namespace. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Lets OpenBao's pods at a site wrap and unwrap with the seal key, by a private address, and do nothing else. */
export class SealGrant extends Construct {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { owner, site, key, dependsOn }: SealGrantProps) {
    super(scope, id);
    const { environment, subscription } = owner;
    const identity = new DataAzurermUserAssignedIdentity(this, "identity", {
      name: identityName(environment, site, sealUser),
      resourceGroupName: siteGroup(environment, site),
    });
    const vault = resourceId(subscription, keysGroup(environment), "Microsoft.KeyVault", ["vaults", key.vaultName]);
    this.ready = [
      // Its identity's id is known here and in no file: the chart that would make the account can't be told.
      new ServiceAccountV1(this, "account", {
        metadata: {
          name: openbao.component,
          namespace: openbao.namespace,
          annotations: { "azure.workload.identity/client-id": identity.clientId },
        },
        automountServiceAccountToken: false,
        dependsOn: [...dependsOn],
      }),
      grantRole(this, "grant", {
        role: "Key Vault Crypto Service Encryption User",
        on: `${vault}/keys/${key.keyName}`,
        to: identity.principalId,
        because: `unseals the secrets of ${site}`,
      }),
      siteEndpoint(this, "endpoint", { owner, site, name: `${environment}-seal`, kind: "vault", target: vault }),
    ];
  }
}
