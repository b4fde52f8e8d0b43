import { pen, type Check, type Verdict } from "../../check";
import { portionsOf, type Facts } from "../../facts";
import { readSite, sitesOf, withTenant, type Site } from "../../network/site";
import { judgeDeclaredPaths } from "./declared-paths";
import { judgeEnforcement } from "./enforcement";
import { judgeMatrix } from "./matrix";
import { judgeNamespaces } from "./namespaces";
import { judgeOutwardServices } from "./outward-services";
import { judgeRoutedPaths } from "./routed-paths";
import { judgeUndeclaredPaths } from "./undeclared-paths";
import { judgeWaysAround } from "./ways-around";

const id = "zone-matrix";

/**
 * What can be reached, computed pod set by pod set and port by port from the NetworkPolicies of each site, is what the plan
 * declares, and what the plan declares is what the zone matrix allows. Between pods of a mesh the policies of the network say who may open
 * a tunnel, and those of the mesh to which port.
 */
export const zoneMatrix: Check = {
  id,
  title: "Every open path is declared, allowed by the zone matrix, and works",
  controls: ["A.5.15", "A.8.20", "A.8.22"],
  judge: (facts) => {
    const ours = pen(id);
    const { platform, tenants } = portionsOf(facts);
    const judgeSite = (part: Facts, site: Site): readonly Verdict[] => [
      ...judgeNamespaces(part, site, ours),
      ...judgeDeclaredPaths(part, site, ours),
      ...judgeUndeclaredPaths(part, site, ours),
      ...judgeRoutedPaths(part, site, ours),
      ...judgeOutwardServices(part, site, ours),
      ...judgeWaysAround(part, site, ours),
      ...judgeEnforcement(part, site, ours),
    ];
    return [
      ...judgeMatrix(facts, ours),
      ...sitesOf(facts).flatMap((name) => {
        const site = readSite(platform, name);
        return [
          ...judgeSite(platform, site),
          // Tenants are judged each beside the platform: that none of them reaches another is a check of its own.
          ...tenants.flatMap((tenant) => judgeSite(tenant.facts, withTenant(site, tenant.facts))),
        ];
      }),
    ];
  },
};
