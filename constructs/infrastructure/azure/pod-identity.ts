import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import type { PodAccounts } from "../stores";

export interface PodIdentityProps {
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
  /** Issuer of the cluster's service account tokens. */
  readonly issuer: string;
  /** Service accounts whose pods act with it; absent where no pod does. */
  readonly pods?: PodAccounts;
}

/** An identity of Microsoft Entra that pods of named service accounts act with: there is no password that could leak. */
export class PodIdentity extends Construct {
  readonly clientId: string;
  readonly principalId: string;

  constructor(scope: Construct, id: string, { name, region, resourceGroup, issuer, pods }: PodIdentityProps) {
    super(scope, id);
    const identity = new UserAssignedIdentity(this, "identity", {
      name,
      location: region,
      resourceGroupName: resourceGroup,
    });
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    // Azure refuses two changes of one identity at the same time: one credential comes after the other.
    pods?.serviceAccounts.reduce<readonly FederatedIdentityCredential[]>((earlier, account, index) => {
      const name = index === 0 ? "pods" : `pods-${account}`;
      const credential = new FederatedIdentityCredential(this, name, {
        name,
        resourceGroupName: resourceGroup,
        parentId: identity.id,
        issuer,
        audience: ["api://AzureADTokenExchange"],
        subject: `system:serviceaccount:${pods.namespace}:${account}`,
        ...(earlier.length === 0 ? {} : { dependsOn: [...earlier] }),
      });
      return [credential];
    }, []);
  }
}
