import { pen, type Check, type Finding, type Verdict } from "../../check";
import { portionsOf, type TenantPortion } from "../../facts";
import { siteNetworks } from "../../network/site-network";
import { sitesOf } from "../../network/site";
import { bucketFindings, ObjectOwners } from "./buckets";
import { databaseFindings, sharedClusters } from "./databases";
import { identityFindings } from "./identity";
import { namespaceFindings } from "./namespaces";
import { nameFindings } from "./names";
import { peerFindings } from "./peers";
import { platformSecrets, secretFindings } from "./secrets";
import { stateFindings } from "./states";

const id = "tenant-isolation";
const ours = pen(id);

/**
 * No tenant reaches another: not over the network, not in a database, not in object storage, not in OpenBao, not at sign-in, not
 * by name, and not through Terraform. Each tenant is judged alone, by what its own files let it do: where none of them may name
 * anything of another's, no pair of them needs a look.
 */
export const tenantIsolation: Check = {
  id,
  title: "No tenant's files let it reach what belongs to another",
  controls: ["A.5.15", "A.8.3", "A.8.22"],
  applies: ({ plan }) => plan.tenancy !== undefined,
  judge: (facts) => {
    const { platform, tenants } = portionsOf(facts);
    const pods = Object.fromEntries(sitesOf(facts).map((site) => [site, siteNetworks(platform, site).pods]));
    const owners = new ObjectOwners(tenants);
    const judge = (portion: TenantPortion): readonly Verdict[] => {
      const about: Readonly<Record<string, readonly Finding[]>> = {
        namespaces: namespaceFindings(portion, platform.plan),
        network: peerFindings(portion, platform.plan, pods),
        databases: databaseFindings(portion),
        secrets: secretFindings(portion),
        identity: identityFindings(portion),
        names: nameFindings(portion),
        states: stateFindings(portion),
      };
      return [
        ...Object.entries(about).flatMap(([what, failures]) =>
          ours.sum(`tenant/${portion.tenant}/${what}`, { failures }),
        ),
        ...ours.sum(`tenant/${portion.tenant}/buckets`, bucketFindings(portion, owners)),
      ];
    };
    return [
      ...Object.entries({ ...sharedClusters(platform), ...platformSecrets(platform) }).flatMap(([object, failures]) =>
        ours.sum(object, { failures }),
      ),
      ...tenants.flatMap(judge),
    ];
  },
};
