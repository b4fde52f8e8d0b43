import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountsClient } from "../constructs/platform/identity/accounts-client";
import { Realm } from "../constructs/platform/identity/realm";
import { RealmClient } from "../constructs/platform/identity/realm-client";
import { RealmProgram } from "../constructs/platform/identity/realm-program";
import type { Environment } from "../environments/schema";
import { secretFolder } from "../constructs/platform/secrets/secret-paths";
import { holderOf, hostName, realmName, servicesFor } from "../planning/placement";
import { useIdentity, useSecrets } from "./providers";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface IdentityStackProps {
  readonly environment: Environment;
}

/**
 * The customer's realm, on a shared platform its operator's, with a client for every service that signs people in or counts them, and for every
 * program that signs in itself.
 */
export class IdentityStack extends TerraformStack {
  constructor(scope: Construct, { environment }: IdentityStackProps) {
    super(scope, stackNames.identity(environment));
    keepState(this, environment);
    useIdentity(this, environment);
    useSecrets(this, environment);
    makeRealm(this, environment, undefined);
    for (const { name, needs } of servicesFor(environment, undefined)) {
      if (needs.accounts !== undefined) new AccountsClient(this, "accounts", { folder: secretFolder(name) });
    }
  }
}

/** The realm of a tenant, or of the whole platform where none is named, and the clients of its services and of the programs that they serve. */
export function makeRealm(scope: Construct, environment: Environment, tenant: string | undefined): Realm {
  const { customer } = holderOf(environment, tenant);
  const { domain } = environment.tenancy;
  const realm = new Realm(scope, "realm", { name: realmName(tenant), customer, domain });
  const common = {
    realmId: realm.realmId,
    groupsScope: realm.groups.scopeName,
    hostName: (label: string): string => hostName(environment, label, tenant),
  };
  for (const { name, title, needs } of servicesFor(environment, tenant)) {
    if (needs.oidc === undefined) continue;
    new RealmClient(scope, `client-${name}`, {
      ...common,
      service: name,
      title,
      folder: secretFolder(name, tenant),
      need: needs.oidc,
    });
    for (const [clientId, program] of Object.entries(needs.oidc.programs ?? {})) {
      new RealmProgram(scope, `program-${clientId}`, { ...common, clientId, program, service: name });
    }
  }
  return realm;
}
