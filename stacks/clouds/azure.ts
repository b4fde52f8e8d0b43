import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import type { TerraformStack } from "cdktf";
import {
  environmentMistakes,
  siteMistakes,
  subscriptionMistakes,
} from "../../constructs/infrastructure/azure/azure-mistakes";
import { DnsZone } from "../../constructs/infrastructure/azure/dns-zone";
import { SealGrant } from "../../constructs/infrastructure/azure/seal-grant";
import { SealVault } from "../../constructs/infrastructure/azure/seal-vault";
import { TenantStorage } from "../../constructs/infrastructure/azure/tenant-storage";
import { Subscription } from "../../constructs/infrastructure/azure/subscription";
import type { Site } from "../../constructs/infrastructure/infrastructure";
import { workloadIdentityLabel } from "../../constructs/kubernetes/workload-identity";
import { siteId, type Environment } from "../../environments/schema";
import { offsiteOf, placeDatabaseClusters, tenantIds } from "../../planning/placement";
import type { CloudStacks } from "./cloud-stacks";

type AzureSite = Extract<Site, { kind: "azure" }>;

/** Application that answers for sign-ins to every AKS cluster in the world (Azure/kubelogin: concepts, AKS). */
const aksServer = "6dae42f8-4368-4678-94ff-3960e28e3630";

/**
 * Azure's public cloud. Credentials come from the variables that the provider reads (ARM_TENANT_ID and siblings) or from the Azure
 * command line; the subscription is the environment's. Nothing is purged and nobody's features are switched on by the way.
 */
export const azureStacks: CloudStacks<AzureSite> = {
  useProvider,
  login: () => ({
    kind: "command",
    command: "kubelogin",
    // How to sign in is the operator's business: AAD_LOGIN_METHOD, by default the Azure command line.
    args: ["get-token", "--environment", "AzurePublicCloud", "--server-id", aksServer, "--login", "azurecli"],
  }),
  mistakes: (environment, site, where) => [
    ...siteMistakes(site, where),
    ...subscriptionMistakes(environment.site, site, where),
    ...(where === "site"
      ? environmentMistakes({
          name: environment.name,
          site,
          runner: environment.runner.network,
          state: environment.state.bucket,
          tenants: tenantIds(environment),
          databases: placeDatabaseClusters(environment).map(({ name }) => name),
          archive: [archivePlace(environment), offsiteOf(environment).name],
        })
      : []),
  ],
  sealKey: (stack, environment, { subscription, operators }) => {
    const { tenantId } = new Subscription(stack, "account", { subscription });
    return new SealVault(stack, "seal", {
      owner: { environment: environment.name, subscription },
      region: offsiteOf(environment).name,
      tenantId,
      callers: [...operators, environment.runner.network],
    });
  },
  grantSeal: (scope, { environment, site, key, dependsOn }) => {
    if (key.kind !== "azurekeyvault") throw new Error(`Azure unseals with a key vault, not with ${key.kind}`);
    const owner = { environment, subscription: site.subscription };
    const { ready } = new SealGrant(scope, "seal", { owner, site: siteId(site), key, dependsOn });
    return {
      kind: key.kind,
      podLabels: workloadIdentityLabel,
      account: "by-terraform",
      dependsOn: ready,
    };
  },
  tenantStorage: (scope, { environment, site, issuer, ...props }) =>
    new TenantStorage(scope, "storage", {
      ...props,
      owner: { environment, subscription: site.subscription },
      site: siteId(site),
      issuer: issuer(),
    }).users,
  tenantStorageAfter: "site",
  identitiesTold: "at-apply",
  // Nothing to store: databases act with their pods' identity, gateways to objects too, and the gateways' own keys never leave the cluster.
  storeKeys: () => undefined,
  placeKeys: () => [],
  dnsZone: (scope, { zone, records }) => {
    new DnsZone(scope, "zone", { zone, records });
  },
  // Azure has them since it signs zones; azurerm 4.54 has no resource for them.
  zoneLacks: ["TLSA"],
  publicAddresses: () => 1,
};

function useProvider(stack: TerraformStack, { subscription }: AzureSite): void {
  new AzurermProvider(stack, "azure", {
    subscriptionId: subscription,
    // Objects have no shared key; where the provider looks at them it signs in.
    storageUseAzuread: true,
    // What is used here, and none of the provider's sixty others.
    resourceProviderRegistrations: "none",
    resourceProvidersToRegister: [
      "Microsoft.Compute",
      "Microsoft.ContainerService",
      "Microsoft.Insights",
      "Microsoft.KeyVault",
      "Microsoft.ManagedIdentity",
      "Microsoft.Network",
      "Microsoft.OperationalInsights",
      "Microsoft.Storage",
    ],
    features: [
      {
        // Accounts of objects answer private addresses alone: everything goes by the resource manager.
        storage: [{ dataPlaneAvailable: false }],
        keyVault: [
          {
            purgeSoftDeleteOnDestroy: false,
            purgeSoftDeletedKeysOnDestroy: false,
            recoverSoftDeletedKeyVaults: true,
            recoverSoftDeletedKeys: true,
          },
        ],
        resourceGroup: [{ preventDeletionIfContainsResources: true }],
      },
    ],
  });
}

const archivePlace = ({ recovery }: Environment): string =>
  recovery.kind === "backup-restore" ? "recovery.offsite" : "recovery.archive";
