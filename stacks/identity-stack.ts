import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Realm } from "../constructs/platform/identity/realm";
import { RealmClient } from "../constructs/platform/identity/realm-client";
import type { Environment } from "../environments/schema";
import { hostName, realmName } from "../planning/placement";
import { servicesOf } from "../suites";
import { useIdentity, useSecrets } from "./providers";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface IdentityStackProps {
  readonly environment: Environment;
}

/** The customer's realm with one client for every service that signs people in. */
export class IdentityStack extends TerraformStack {
  constructor(scope: Construct, { environment }: IdentityStackProps) {
    super(scope, stackNames.identity(environment));
    keepState(this, environment);
    useIdentity(this, environment);
    useSecrets(this, environment);
    const { customer, domain } = environment.tenancy;
    const realm = new Realm(this, "realm", { name: realmName, customer, domain });
    for (const { name, title, needs } of servicesOf(environment)) {
      if (needs.oidc === undefined) continue;
      new RealmClient(this, `client-${name}`, {
        realmId: realm.realmId,
        groupsScope: realm.groups.scopeName,
        service: name,
        title,
        need: needs.oidc,
        hostName: (label) => hostName(environment, label),
      });
    }
  }
}
