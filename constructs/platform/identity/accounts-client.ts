import { DataKeycloakOpenidClient } from "@cdktf/provider-keycloak/lib/data-keycloak-openid-client";
import { DataKeycloakUser } from "@cdktf/provider-keycloak/lib/data-keycloak-user";
import { OpenidClient } from "@cdktf/provider-keycloak/lib/openid-client";
import { OpenidClientServiceAccountRole } from "@cdktf/provider-keycloak/lib/openid-client-service-account-role";
import { Construct } from "constructs";
import { accountsClient, accountsSecret } from "../../../language";
import { secretPath, secretsMount } from "../secrets/secret-paths";
import { StoredSecret } from "../secrets/trust-stored-secret";
import type { Realm } from "./realm";

/** Keycloak's own realm: its clients `<realm>-realm` bear the rights over each other realm. */
const masterRealm = "master";

export interface AccountsClientProps {
  /** Folder of the secrets of the service that counts. */
  readonly folder: string;
}

/** An identity for a program: it signs in with its secret, for nobody else, and may do nothing until a realm grants it something. */
export class AccountsClient extends Construct {
  constructor(scope: Construct, id: string, { folder }: AccountsClientProps) {
    super(scope, id);
    const client = new OpenidClient(this, "client", {
      realmId: masterRealm,
      clientId: accountsClient,
      name: "Counts accounts",
      enabled: true,
      accessType: "CONFIDENTIAL",
      standardFlowEnabled: false,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: true,
      // Rights over realms are roles of other clients, which a narrower scope would take out of its tokens.
      fullScopeAllowed: true,
    });
    new StoredSecret(this, "secret", {
      mount: secretsMount,
      path: secretPath(folder, accountsSecret),
      values: { "client-secret": client.clientSecret },
      origin: { resource: client, attribute: "client_secret" },
    });
  }
}

/** Lets the program see the accounts of one realm: Keycloak counts for nobody who may not look (UsersResource, 26). */
export function grantAccounts(scope: Construct, { realmId }: Pick<Realm, "realmId">): void {
  // Looked for as an account and not as a client, whose secret a state would then keep.
  const program = new DataKeycloakUser(scope, "accounts-program", {
    realmId: masterRealm,
    username: `service-account-${accountsClient}`,
  });
  const rights = new DataKeycloakOpenidClient(scope, "accounts-rights", {
    realmId: masterRealm,
    // Keycloak makes it with the realm, whose id is its name: so that it is looked for once that is there.
    clientId: `${realmId}-realm`,
  });
  new OpenidClientServiceAccountRole(scope, "accounts-grant", {
    realmId: masterRealm,
    serviceAccountUserId: program.id,
    clientId: rights.id,
    role: "view-users",
  });
}
