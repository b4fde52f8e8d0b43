import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";

export interface PodIdentityProps {
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
  /** Issuer of the cluster's service account tokens. */
  readonly issuer: string;
  /** Service account whose pods act with it; absent where no pod does. */
  readonly pods?: { readonly namespace: string; readonly serviceAccount: string };
}

/** An identity of Microsoft Entra that pods of one service account act with: there is no password that could leak. */
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
    if (pods === undefined) return;
    new FederatedIdentityCredential(this, "pods", {
      name: "pods",
      resourceGroupName: resourceGroup,
      parentId: identity.id,
      issuer,
      audience: ["api://AzureADTokenExchange"],
      subject: `system:serviceaccount:${pods.namespace}:${pods.serviceAccount}`,
    });
  }
}
