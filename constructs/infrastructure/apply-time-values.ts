import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { applyTimeConfigMap } from "./apply-time-names";
import type { SealSettings } from "./seal-settings";

/** Addresses and ids that no chart can know, by the key under which pods find them. None is a secret. */
export interface ApplyTimeValues {
  /** Public addresses of the site, with a blank between them. */
  readonly "public-address": string;
  /** Addresses from which the site reaches the world, with a blank between them. */
  readonly "egress-addresses": string;
}

/** Ids of the cloud identities that pods act as, by `identityKey`; empty in clouds where pods bear keys. */
export type IdentityValues = Readonly<Record<`identity-${string}`, string>>;

export interface ApplyTimeConfigProps {
  readonly namespaces: readonly string[];
  /** In a namespace of a tenant nothing but identities. */
  readonly values: (ApplyTimeValues & IdentityValues & SealSettings) | IdentityValues;
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
