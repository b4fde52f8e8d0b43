import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { chartReference, type HelmChart, type Mirror } from "../../../language";
import { helmValues, type HelmValues } from "./helm-values";

/** What every component needs to be installed. */
export interface ReleaseProps {
  /** Registry that holds a copy of every chart and image. */
  readonly mirror: Mirror;
  /** Pull secret that stands in every namespace. */
  readonly pullSecret: string;
  /** What must be in the cluster before: the direct predecessors alone. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Seconds until an installation counts as failed: images pulled to new nodes, volumes attached, a quorum found. */
const timeout = 900;

/** Revisions that Helm keeps to go back to. */
const maxHistory = 5;

export interface ComponentReleaseInput extends Pick<ReleaseProps, "mirror" | "dependsOn"> {
  /** Id of the component: the release's name, by which its footprint knows the pods' labels. */
  readonly component: string;
  readonly chart: HelmChart;
  readonly namespace: string;
  readonly values: HelmValues;
}

/** Installs a third-party chart as a whole or not at all, into a namespace that stands already. */
export const componentRelease = (scope: Construct, input: ComponentReleaseInput): Release =>
  new Release(scope, "release", {
    name: input.component,
    namespace: input.namespace,
    ...chartReference(input.chart, input.mirror),
    values: [helmValues(input.component, input.values)],
    createNamespace: false,
    atomic: true,
    cleanupOnFail: true,
    wait: true,
    waitForJobs: true,
    timeout,
    maxHistory,
    dependsOn: [...input.dependsOn],
  });
