import type { Site } from "../../constructs/infrastructure/infrastructure";
import { notDeployed } from "../../constructs/infrastructure/infrastructure-for";
import { Refusal } from "../../language";
import type { CloudStacks } from "./cloud-stacks";

type AzureSite = Extract<Site, { kind: "azure" }>;

const refuse = (): never => {
  throw new Refusal("the site", [notDeployed("azure", "site")]);
};

export const azureStacks: CloudStacks<AzureSite> = {
  useProvider: refuse,
  login: refuse,
  mistakes: (_, { kind }, where) => [notDeployed(kind, where)],
  sealKey: refuse,
  grantSeal: refuse,
  tenantStorage: refuse,
  storeKeys: refuse,
  placeKeys: refuse,
  dnsZone: refuse,
  publicAddresses: () => 1,
};
