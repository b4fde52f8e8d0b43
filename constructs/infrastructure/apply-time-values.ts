import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { SealSettings } from "./seal-settings";

/** Name of the ConfigMap with what only applying tells, the same in every namespace. */
export const applyTimeConfigMap = "bestek-apply-time";

/** Addresses and ids that no chart can know, by the key under which pods find them. None is a secret. */
export interface ApplyTimeValues {
  /** Public addresses of the site, with a blank between them. */
  readonly "public-address": string;
  /** Addresses from which the site reaches the world, with a blank between them. */
  readonly "egress-addresses": string;
}

export interface ApplyTimeConfigProps {
  readonly namespaces: readonly string[];
  readonly values: ApplyTimeValues & SealSettings;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Carries values known at apply into the cluster, so that charts stay plain Kubernetes without tokens. */
export class ApplyTimeConfig extends Construct {
  readonly configMaps: readonly ConfigMapV1[];

  constructor(scope: Construct, id: string, { namespaces, values, dependsOn }: ApplyTimeConfigProps) {
    super(scope, id);
    this.configMaps = namespaces.map(
      (namespace) =>
        new ConfigMapV1(this, namespace, {
          metadata: { name: applyTimeConfigMap, namespace },
          data: { ...values },
          dependsOn: [...dependsOn],
        }),
    );
  }
}
