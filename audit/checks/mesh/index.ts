import { pen, type Check, type Verdict } from "../../check";
import { portionsOf, type Facts } from "../../facts";
import { readSite, sitesOf, withTenant, type Site } from "../../network/site";
import { judgeCarriage } from "./carriage";
import { judgeEnrolment } from "./enrolment";
import { judgeInstallation } from "./installation";
import { judgePolicies } from "./policies";

const id = "mesh";

/**
 * Between pods nothing travels in the clear but by a path with a name: the mesh is installed, every namespace takes part or says why
 * not, no pod hears strangers, and every declared flow has its opening in the network and its permission in the mesh.
 */
export const mesh: Check = {
  id,
  title: "Pods speak in mutual TLS, and what does not has a name",
  controls: ["A.8.20", "A.8.21", "A.8.24"],
  applies: ({ plan }) => plan.mesh !== undefined,
  judge: (facts) => {
    const ours = pen(id);
    const { platform, tenants } = portionsOf(facts);
    const judgeSite = (part: Facts, site: Site): readonly Verdict[] => [
      ...judgeEnrolment(part, site, ours),
      ...judgePolicies(part, site, facts.plan, ours),
      ...judgeCarriage(part, site, facts.plan, ours),
    ];
    return sitesOf(facts).flatMap((name) => {
      const site = readSite(platform, name);
      return [
        ...judgeInstallation(platform, site, ours),
        ...judgeSite(platform, site),
        ...tenants.flatMap((tenant) => judgeSite(tenant.facts, withTenant(site, tenant.facts))),
      ];
    });
  },
};
