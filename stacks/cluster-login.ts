import type { Environment, Site } from "../environments/schema";
import { cloudOf, type ClusterLogin } from "./clouds";
import { stackNames } from "./stack-names";

/**
 * How a person logs in to a site's cluster: as Terraform does, with the ids that only the outputs of the site's infrastructure tell
 * written as the shell asks for them.
 */
export function clusterLogin(environment: Environment, site: Site): ClusterLogin {
  const output = (name: string): string =>
    `"$(terraform -chdir=cdktf.out/stacks/${stackNames.infrastructure(environment, site)} output -raw ${name})"`;
  return cloudOf(site).login({
    clusterId: output("cluster_id"),
    host: output("cluster_host"),
    certificateAuthority: output("cluster_certificate_authority"),
  });
}
