import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import { storageAccountOf } from "../../../planning/placement";
import type { Store, StoreUser } from "../stores";
import { SiteTrail } from "./audit-trail";
import { ObjectAccess, type Accessor } from "./object-access";
import { copyBetween, makeAccounts, type Accounts } from "./object-accounts";
import { PodIdentity } from "./pod-identity";
import { tenantIdentityName, type Owner } from "./resource-names";
import { Subscription } from "./subscription";

export interface TenantStorageProps {
  readonly owner: Owner;
  readonly tenant: string;
  /** Id of the site, which is its region too. */
  readonly site: string;
  /** Issuer of the cluster's service account tokens. */
  readonly issuer: string;
  readonly production: boolean;
  readonly stores: readonly Store[];
  readonly users: readonly StoreUser[];
  /** Networks from which keys are managed: operators and runner. */
  readonly callers: readonly Cidr[];
}

/**
 * One tenant's objects at one site, in an account under a key of the tenant's own: whoever destroys the key has destroyed every object in
 * it, and nobody else's. Each bucket has an identity of its own, lent to one service account in the tenant's namespace, and the
 * account answers in the site's network alone.
 */
export class TenantStorage extends Construct {
  /** Client id of each user's identity, by the user's name. */
  readonly users: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TenantStorageProps,
  ) {
    super(scope, id);
    const { owner, site, production, stores, callers } = props;
    const { tenantId } = new Subscription(this, "account", { subscription: owner.subscription });
    const trail = new SiteTrail(this, "trail", { owner, site });
    const accounts = makeAccounts(this, { owner, stores, tenantId, trail, callers, production });
    copyBetween(this, { owner, stores, accounts });
    const identities = props.users.flatMap((user) => this.identity(user, accounts));
    new ObjectAccess(this, "access", {
      owner,
      accessors: identities.map(({ user, principalId }): Accessor => ({ site, user, principalId })),
      buckets: stores.map(({ bucket }) => bucket),
      dependsOn: [...accounts.values()].flatMap(({ containers }) => Object.values(containers)),
    });
    this.users = Object.fromEntries(identities.map(({ user, clientId }) => [user.name, clientId]));
  }

  /** In the group of the account that it opens: both go with the tenant. */
  private identity(user: StoreUser, accounts: Accounts) {
    const { owner, tenant, site, issuer, stores } = this.props;
    return stores
      .filter(({ bucket }) => user.buckets.includes(bucket.name))
      .flatMap(({ bucket }) => accounts.get(storageAccountOf(owner, bucket).name) ?? [])
      .slice(0, 1)
      .map(({ resourceGroup }) => {
        const { clientId, principalId } = new PodIdentity(this, `identity-${user.name}`, {
          name: tenantIdentityName(owner.environment, tenant, site, user.name),
          region: site,
          resourceGroup,
          issuer,
          ...(user.pods === undefined ? {} : { pods: user.pods }),
        });
        return { user, clientId, principalId };
      });
  }
}
