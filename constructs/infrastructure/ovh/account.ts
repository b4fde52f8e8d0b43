import { DataOvhCloudProject } from "@cdktf/provider-ovh/lib/data-ovh-cloud-project";
import { Construct } from "constructs";

export interface AccountProps {
  /** Public Cloud project that the environment names. */
  readonly project: string;
}

/**
 * Reads the account before anything is changed: a plan fails where the credentials see another project than the one
 * that the environment names, or one that is not in order.
 */
export class Account extends Construct {
  constructor(scope: Construct, id: string, { project }: AccountProps) {
    super(scope, id);
    new DataOvhCloudProject(this, "project", {
      serviceName: project,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.project_id == "${project}" && self.status == "ok"}`,
            errorMessage: `the credentials must belong to the account of Public Cloud project ${project}, and the project must be in order`,
          },
        ],
      },
    });
  }
}
