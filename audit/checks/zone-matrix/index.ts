import { pen, type Check } from "../../check";
import { readSite, sitesOf } from "../../network/site";
import { judgeDeclaredPaths } from "./declared-paths";
import { judgeMatrix } from "./matrix";
import { judgeNamespaces } from "./namespaces";
import { judgeOutwardServices } from "./outward-services";
import { judgeUndeclaredPaths } from "./undeclared-paths";
import { judgeWaysAround } from "./ways-around";

const id = "zone-matrix";

/**
 * What can be reached, computed pod set by pod set and port by port from the NetworkPolicies of each site, is what the plan
 * declares, and what the plan declares is what the zone matrix allows. Policies of a mesh only narrow it further.
 */
export const zoneMatrix: Check = {
  id,
  title: "Every open path is declared, allowed by the zone matrix, and works",
  controls: ["A.5.15", "A.8.20", "A.8.22"],
  judge: (facts) => {
    const ours = pen(id);
    return [
      ...judgeMatrix(facts, ours),
      ...sitesOf(facts).flatMap((name) => {
        const site = readSite(facts, name);
        return [
          ...judgeNamespaces(facts, site, ours),
          ...judgeDeclaredPaths(facts, site, ours),
          ...judgeUndeclaredPaths(facts, site, ours),
          ...judgeOutwardServices(facts, site, ours),
          ...judgeWaysAround(facts, site, ours),
        ];
      }),
    ];
  },
};
