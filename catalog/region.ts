import type { Source } from "../language";
import type { Cloud } from "./cloud";
import type { EuMemberState } from "./eu-member-state";
import type { Operator } from "./operator";
import { awsRegions } from "./regions/aws";
import { azureRegions } from "./regions/azure";
import { ovhRegions } from "./regions/ovh";

/** Whether the cloud's own managed Kubernetes runs in a region. */
export type ManagedKubernetes =
  | {
      readonly kind: "available";
      /** Plans offered there, in the cloud's own word, such as `standard`; the first is the one to take. */
      readonly plans: readonly [string, ...string[]];
    }
  | { readonly kind: "unavailable" | "unknown"; readonly reason: string };

/** One region of a cloud that lies in a member state of the European Union. */
export interface Region {
  readonly cloud: Cloud;
  /** Name as the cloud's API wants it. */
  readonly name: string;
  readonly country: EuMemberState;
  readonly city: string;
  /** Proven by `country`; a prefix such as `eu-` proves nothing. */
  readonly euMember: true;
  /** Zones as the cloud's API wants them. One entry means that the region has no zones to spread over. */
  readonly zones: readonly [string, ...string[]];
  readonly managedKubernetes: ManagedKubernetes;
  /** Who runs it, under whose jurisdiction. */
  readonly operator: Operator;
  /**
   * Campus or metropolitan area. Regions with the same word share flood, power or site risk, across clouds too:
   * neither is a second site for the other.
   */
  readonly failureDomain: string;
  /** Set where an account gets the region only on request. */
  readonly restricted?: string;
  /** Region that the cloud replicates to by itself (Azure pairs), where one exists. */
  readonly pair?: string;
  readonly source: Source;
}

/** Every region of `cloud` inside the European Union, in the order of the catalogue. */
export function euRegions(cloud: Cloud): readonly Region[] {
  switch (cloud) {
    case "ovh":
      return ovhRegions;
    case "azure":
      return azureRegions;
    case "aws":
      return awsRegions;
  }
}

/** The region by its exact name; undefined where it is unknown or outside the European Union. */
export const findRegion = (cloud: Cloud, name: string): Region | undefined =>
  euRegions(cloud).find((region) => region.name === name);

/** True where one flood, fire or power failure could take both; always true for a place and itself. */
export const sameFailureDomain = (
  a: { readonly failureDomain: string },
  b: { readonly failureDomain: string },
): boolean => a.failureDomain === b.failureDomain;
