import { makeOwnBuckets } from "../../constructs/infrastructure/existing/own-buckets";
import type { Site } from "../../constructs/infrastructure/infrastructure";
import { HandedBucketKeys } from "../../constructs/platform/secrets/handed-bucket-keys";
import { HandedPlacedKeys } from "../../constructs/platform/secrets/handed-placed-keys";
import { StaticSeal } from "../../constructs/platform/secrets/static-seal";
import { TransitSeal } from "../../constructs/platform/secrets/transit-seal";
import type { CloudStacks } from "./cloud-stacks";

type ExistingSite = Extract<Site, { kind: "existing" }>;

/**
 * A cluster that the customer runs. No cloud stands behind it: its key is handed over by the operator, its buckets' keys
 * by the storage's administrator, its records to whoever keeps the zone.
 */
export const existingStacks: CloudStacks<ExistingSite> = {
  useProvider: () => undefined,
  login: ({ context, cluster }) => ({ kind: "context", context, cluster }),
  // What else only this kind of site can get wrong shows in the facts alone, and is refused with them.
  mistakes: () => [],
  sealKey: (_stack, _environment, { seal }) => seal,
  grantSeal: (scope, { site: { seal }, product, dependsOn }) => {
    switch (seal.kind) {
      case "static":
        return {
          kind: seal.kind,
          dependsOn: [new StaticSeal(scope, "seal", { keyId: seal.keyId, dependsOn }).secret],
        };
      case "transit":
        return {
          kind: seal.kind,
          dependsOn: [new TransitSeal(scope, "seal", { ...seal, product, dependsOn }).secret],
        };
    }
  },
  tenantStorage: (scope, { stores, production }) => {
    makeOwnBuckets(scope, { stores, production });
    // Their administrator makes users.
    return {};
  },
  storeKeys: (scope, id, { site: { name }, tenant, user, mount, path }) => {
    new HandedBucketKeys(scope, id, { site: name, user, mount, path, ...(tenant === undefined ? {} : { tenant }) });
  },
  placeKeys: (scope, id, { site, user, namespace, name, dependsOn }) => [
    new HandedPlacedKeys(scope, id, { site: site.name, user, namespace, name, dependsOn }).secret,
  ],
  dnsZone: () => {
    throw new Error("a cluster of the customer's own has no zone: the schema lets none through");
  },
  publicAddresses: ({ entry }) => entry.addresses.length,
};
