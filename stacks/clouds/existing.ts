import type { Site } from "../../constructs/infrastructure/infrastructure";
import { notDeployed } from "../../constructs/infrastructure/infrastructure-for";
import { Refusal } from "../../language";
import type { CloudStacks } from "./cloud-stacks";

type ExistingSite = Extract<Site, { kind: "existing" }>;

const refuse = (): never => {
  throw new Refusal("the site", [notDeployed("existing", "site")]);
};

export const existingStacks: CloudStacks<ExistingSite> = {
  useProvider: refuse,
  login: refuse,
  mistakes: (_, { kind }, where) => [notDeployed(kind, where)],
  sealKey: refuse,
  grantSeal: refuse,
  storeKeys: refuse,
  placeKeys: refuse,
  dnsZone: refuse,
  publicAddresses: () => 1,
};
