import { pen, type Check } from "../../check";
import { portionsOf } from "../../facts";
import { readSite, sitesOf, withTenant } from "../../network/site";
import { judgeDoors } from "./doors";
import { judgeEntries } from "./entries";

const id = "jump-host";

/**
 * Who gets into management, computed from the NetworkPolicies of each site: nobody but management itself, the one door, and what a standing
 * exception of the matrix names port by port; and who gets through the door: administrators, of the operators' networks, signed in.
 */
export const jumpHost: Check = {
  id,
  title:
    "Management is entered through the jump host alone, by administrators of the operators' networks who signed in",
  controls: ["A.5.15", "A.8.2", "A.8.20"],
  judge: (facts) => {
    const ours = pen(id);
    const { platform, tenants } = portionsOf(facts);
    return sitesOf(facts).flatMap((name) => {
      const site = readSite(platform, name);
      return [
        ...judgeEntries(platform, site, ours),
        ...tenants.flatMap((tenant) => judgeEntries(platform, withTenant(site, tenant.facts), ours)),
        ...judgeDoors(platform, site, ours),
      ];
    });
  },
};
