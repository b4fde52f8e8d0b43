import { Token, TerraformOutput, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type {
  ClusterAccess,
  Infrastructure,
  PublicAddress,
  SealKey,
} from "../constructs/infrastructure/infrastructure";
import type { Environment, Site } from "../environments/schema";
import { stackNames } from "./stack-names";
import { readState } from "./state";

/** What other stacks may know of a site's infrastructure: names, addresses and ids, never a credential. */
export interface SiteOutputs {
  readonly cluster: ClusterAccess;
  readonly publicAddress: PublicAddress;
  readonly egressAddresses: string[];
  /** Id of an object storage user by its name. */
  readonly user: (name: string) => string;
}

const userOutput = (name: string): string => `user_${name.replaceAll("-", "_")}`;

function publish(stack: TerraformStack, outputs: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(outputs)) new TerraformOutput(stack, name, { value, staticId: true });
}

export function publishInfrastructure(stack: TerraformStack, infrastructure: Infrastructure): void {
  const { cluster, publicAddress, egressAddresses, users } = infrastructure;
  publish(stack, {
    cluster_id: cluster.clusterId,
    cluster_host: cluster.host,
    cluster_certificate_authority: cluster.certificateAuthority,
    public_address: publicAddress.address,
    load_balancer_annotations: publicAddress.annotations,
    egress_addresses: egressAddresses,
    ...Object.fromEntries(Object.entries(users).map(([name, id]) => [userOutput(name), id])),
  });
}

export function readInfrastructure(scope: Construct, environment: Environment, site: Site): SiteOutputs {
  const name = stackNames.infrastructure(environment, site);
  const state = readState(scope, name, environment, name);
  return {
    cluster: {
      clusterId: state.getString("cluster_id"),
      host: state.getString("cluster_host"),
      certificateAuthority: state.getString("cluster_certificate_authority"),
    },
    publicAddress: {
      address: state.getString("public_address"),
      annotations: Token.asStringMap(state.get("load_balancer_annotations")),
    },
    egressAddresses: state.getList("egress_addresses"),
    user: (user) => state.getString(userOutput(user)),
  };
}

export function publishKeys(stack: TerraformStack, key: SealKey): void {
  publish(stack, {
    key_service_id: key.serviceId,
    seal_key_id: key.keyId,
    seal_endpoint: key.endpoint,
    seal_certificate_authority: key.certificateAuthority,
  });
}

export function readKeys(scope: Construct, environment: Environment): SealKey {
  const name = stackNames.keys(environment);
  const state = readState(scope, name, environment, name);
  return {
    serviceId: state.getString("key_service_id"),
    keyId: state.getString("seal_key_id"),
    endpoint: state.getString("seal_endpoint"),
    certificateAuthority: state.getString("seal_certificate_authority"),
  };
}
