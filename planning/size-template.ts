import type { Cloud, RecoveryTierName, StorageRegionName } from "../catalog";
import {
  activeActive,
  aws,
  azure,
  backupRestore,
  dedicated,
  defineEnvironment,
  ovh,
  warmStandby,
  type Environment,
  type EnvironmentFacts,
  type SiteFacts,
} from "../environments/schema";

export interface SizeCell {
  readonly cloud: Cloud;
  readonly tier: RecoveryTierName;
  readonly users: number;
  readonly usage: Environment["users"]["usage"];
  readonly suite: Environment["suite"];
}

/** Where a customer without a wish would be placed: regions of three zones whose prices are known, and a second one. */
const siteOf = (cloud: Cloud, role: "primary" | "standby"): SiteFacts => {
  const place = {
    network: role === "primary" ? "10.20.0.0/16" : "10.21.0.0/16",
    operators: ["203.0.113.0/28"],
  };
  switch (cloud) {
    case "ovh":
      return ovh({
        region: role === "primary" ? "EU-WEST-PAR" : "EU-SOUTH-MIL",
        project: "00000000000000000000000000000000",
        ...place,
      });
    case "azure":
      return azure({
        region: role === "primary" ? "westeurope" : "swedencentral",
        subscription: "00000000-0000-0000-0000-000000000000",
        ...place,
      });
    case "aws":
      return aws({
        region: role === "primary" ? "eu-west-1" : "eu-central-1",
        account: "000000000000",
        ...place,
      });
  }
};

/** Storage for the copies that survive both sites, and for the state; nothing of a price depends on which. */
const storageOf = (cloud: Cloud): { readonly archive: StorageRegionName; readonly state: StorageRegionName } => {
  switch (cloud) {
    case "ovh":
      return { archive: "GRA", state: "SBG" };
    case "azure":
      return { archive: "francecentral", state: "northeurope" };
    case "aws":
      return { archive: "eu-west-3", state: "eu-north-1" };
  }
};

function recoveryOf(cloud: Cloud, tier: RecoveryTierName): EnvironmentFacts["recovery"] {
  const { archive } = storageOf(cloud);
  switch (tier) {
    case "basis":
      return backupRestore({ offsite: archive });
    case "pro":
      return warmStandby({ site: siteOf(cloud, "standby"), archive });
    case "overheid":
      return activeActive({ over: "datacentres", standby: siteOf(cloud, "standby"), archive });
  }
}

/**
 * An environment of which only cloud, tier, users and suite are real: every other fact is a placeholder that no price
 * depends on.
 */
export const sizeTemplate = ({ cloud, tier, users, usage, suite }: SizeCell): Environment =>
  defineEnvironment({
    name: "size",
    stage: "production",
    suite,
    users: { count: users, usage },
    tenancy: dedicated({ customer: "Example", domain: "size.example" }),
    site: siteOf(cloud, "primary"),
    runner: { network: "198.51.100.1/32" },
    recovery: recoveryOf(cloud, tier),
    dns: { kind: "customer" },
    registry: { mirror: "registry.example", pullSecret: "registry-pull" },
    state: { bucket: "size-state", region: storageOf(cloud).state },
    certificates: { contact: "size@example.com" },
  });
