import { OvhProvider } from "@cdktf/provider-ovh/lib/provider";
import type { Site } from "../../constructs/infrastructure/infrastructure";
import { Account } from "../../constructs/infrastructure/ovh/account";
import { DnsZone } from "../../constructs/infrastructure/ovh/dns-zone";
import { KeyService } from "../../constructs/infrastructure/ovh/key-service";
import { keyServiceRegion } from "../../constructs/infrastructure/ovh/key-service-region";
import { makeStores, makeStoreUsers } from "../../constructs/infrastructure/ovh/object-storage";
import { reservedNetworkMistakes } from "../../constructs/infrastructure/ovh/reserved-networks";
import { PlacedKeys } from "../../constructs/platform/secrets/placed-keys";
import { TrustObjectStoreKeys } from "../../constructs/platform/secrets/trust-object-store-keys";
import { TrustSeal } from "../../constructs/platform/secrets/trust-seal";
import type { Environment } from "../../environments/schema";
import { Refusal, type Mistake } from "../../language";
import { offsiteOf } from "../../planning/placement";
import type { CloudStacks } from "./cloud-stacks";

type OvhSite = Extract<Site, { kind: "ovh" }>;

/** OVHcloud in Europe; credentials come from the variables that its provider reads (OVH_CLIENT_ID and siblings). */
export const ovhStacks: CloudStacks<OvhSite> = {
  useProvider: (stack, { project }) => {
    new OvhProvider(stack, "ovh", { endpoint: "ovh-eu" });
    new Account(stack, "account", { project });
  },
  login: ({ project }, { clusterId }) => ({
    kind: "command",
    command: "bestek",
    args: ["credential", "ovh", "--project", project, "--cluster", clusterId],
  }),
  mistakes: (environment, site, where) => [
    ...reservedNetworkMistakes(site, `${where}.network`),
    ...projectMistakes(environment, site, where),
    ...(where === "site" ? keyRegionMistakes(environment) : []),
  ],
  sealKey: (stack, environment) => {
    const region = keyRegionOf(environment);
    if (typeof region !== "string") throw new Refusal("the key service", [region]);
    return new KeyService(stack, "key-service", {
      name: environment.name,
      region,
      kept: environment.stage === "production",
    });
  },
  grantSeal: (scope, { name, key, dependsOn }) => {
    if (key.kind !== "kmip") throw new Error(`OVHcloud's key service speaks KMIP, not ${key.kind}`);
    const { secret } = new TrustSeal(scope, "seal", {
      name,
      serviceId: key.serviceId,
      certificateAuthority: key.certificateAuthority,
      identity: key.identity,
      dependsOn,
    });
    return { kind: key.kind, dependsOn: [secret] };
  },
  tenantStorage: (scope, { site: { project }, ...props }) => {
    makeStores(scope, { ...props, project });
    return makeStoreUsers(scope, { ...props, project });
  },
  storeKeys: (scope, id, { site: { project }, userId, mount, path }) => {
    new TrustObjectStoreKeys(scope, id, { project, userId: userId(), mount, path });
  },
  placeKeys: (scope, id, { site: { project }, userId, namespace, name, dependsOn }) => [
    new PlacedKeys(scope, id, { project, userId, namespace, name, dependsOn }).secret,
  ],
  dnsZone: (scope, props) => {
    new DnsZone(scope, "zone", props);
  },
  publicAddresses: () => 1,
};

/** Region of the key service of an environment, or why there is none. */
function keyRegionOf(environment: Environment): string | Mistake {
  const where = environment.recovery.kind === "backup-restore" ? "recovery.offsite" : "recovery.archive";
  return keyServiceRegion(offsiteOf(environment), where);
}

function keyRegionMistakes(environment: Environment): readonly Mistake[] {
  const region = keyRegionOf(environment);
  return typeof region === "string" ? [] : [region];
}

/** OVHcloud copies objects within one project only (docs, replication, 2025-07-10). */
const projectMistakes = ({ site: primary }: Environment, { project }: OvhSite, where: string): readonly Mistake[] =>
  primary.kind !== "ovh" || primary.project === project
    ? []
    : [
        {
          where: `${where}.project`,
          value: project,
          why: "is another project than that of the primary, and OVHcloud copies objects within one project only",
          wayOut: `use project ${primary.project} for both sites`,
        },
      ];
