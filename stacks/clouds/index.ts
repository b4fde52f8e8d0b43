import type { ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterAccess, MadeSealKey, Site } from "../../constructs/infrastructure/infrastructure";
import type { Environment } from "../../environments/schema";
import type { Mistake } from "../../language";
import { awsStacks } from "./aws";
import { azureStacks } from "./azure";
import type {
  AddOnsProps,
  CloudStacks,
  ClusterLogin,
  PlaceKeysProps,
  SealGrant,
  SealGrantProps,
  StoreKeysProps,
  TenantStorageProps,
  ZoneProps,
} from "./cloud-stacks";
import { existingStacks } from "./existing";
import { ovhStacks } from "./ovh";

export type { ClusterLogin, SealGrant } from "./cloud-stacks";

/** Every part of `CloudStacks`, bound to one site. */
interface SiteStacks {
  readonly useProvider: (stack: TerraformStack) => void;
  readonly login: (access: ClusterAccess) => ClusterLogin;
  readonly mistakes: (environment: Environment, where: string) => readonly Mistake[];
  readonly sealKey: (stack: TerraformStack, environment: Environment) => MadeSealKey;
  readonly grantSeal: (scope: Construct, props: Omit<SealGrantProps<Site>, "site">) => SealGrant;
  readonly tenantStorageAfter: CloudStacks<Site>["tenantStorageAfter"];
  readonly identitiesTold: CloudStacks<Site>["identitiesTold"];
  readonly tenantStorage: (
    scope: Construct,
    props: Omit<TenantStorageProps<Site>, "site">,
  ) => Readonly<Record<string, string>>;
  readonly storeKeys: (scope: Construct, id: string, props: Omit<StoreKeysProps<Site>, "site">) => void;
  readonly placeKeys: (
    scope: Construct,
    id: string,
    props: Omit<PlaceKeysProps<Site>, "site">,
  ) => readonly ITerraformDependable[];
  readonly dnsZone: (scope: Construct, props: ZoneProps) => void;
  readonly zoneLacks: NonNullable<CloudStacks<Site>["zoneLacks"]>;
  readonly addOns: (scope: Construct, props: Omit<AddOnsProps<Site>, "site">) => void;
  readonly publicAddresses: number;
}

/** What stacks need of the cloud in which a site stands. */
export function cloudOf(site: Site): SiteStacks {
  switch (site.kind) {
    case "ovh":
      return bind(ovhStacks, site);
    case "azure":
      return bind(azureStacks, site);
    case "aws":
      return bind(awsStacks, site);
    case "existing":
      return bind(existingStacks, site);
  }
}

const bind = <S extends Site>(cloud: CloudStacks<S>, site: S): SiteStacks => ({
  useProvider: (stack) => {
    cloud.useProvider(stack, site);
  },
  login: (access) => cloud.login(site, access),
  mistakes: (environment, where) => cloud.mistakes(environment, site, where),
  sealKey: (stack, environment) => cloud.sealKey(stack, environment, site),
  grantSeal: (scope, props) => cloud.grantSeal(scope, { ...props, site }),
  tenantStorage: (scope, props) => cloud.tenantStorage(scope, { ...props, site }),
  tenantStorageAfter: cloud.tenantStorageAfter,
  identitiesTold: cloud.identitiesTold,
  storeKeys: (scope, id, props) => {
    cloud.storeKeys(scope, id, { ...props, site });
  },
  placeKeys: (scope, id, props) => cloud.placeKeys(scope, id, { ...props, site }),
  dnsZone: (scope, props) => {
    cloud.dnsZone(scope, props, site);
  },
  zoneLacks: cloud.zoneLacks ?? [],
  addOns: (scope, props) => cloud.addOns?.(scope, { ...props, site }),
  publicAddresses: cloud.publicAddresses(site),
});
