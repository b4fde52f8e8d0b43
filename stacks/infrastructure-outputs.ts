import { Token, TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type {
  ClusterAccess,
  Infrastructure,
  MadeSealKey,
  PublicAddress,
  SealKey,
} from "../constructs/infrastructure/infrastructure";
import type { Environment, Site } from "../environments/schema";
import { cloudOf } from "./clouds";
import { stackNames } from "./stack-names";
import { readState } from "./state";

/** What other stacks may know of a site's infrastructure: names, addresses and ids, never a credential. */
export interface SiteOutputs {
  readonly cluster: ClusterAccess;
  readonly publicAddress: PublicAddress;
  readonly egressAddresses: string[];
  /** Issuer of the cluster's service account tokens, where the infrastructure says it. */
  readonly issuer: string;
  /** Id of an object storage user by its name. */
  readonly user: (name: string) => string;
}

/** Name of the output that holds the id of an object storage user. */
export const userOutput = (name: string): string => `user_${name.replaceAll("-", "_")}`;

function publish(stack: TerraformStack, outputs: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(outputs)) new TerraformOutput(stack, name, { value, staticId: true });
}

export function publishInfrastructure(stack: TerraformStack, infrastructure: Infrastructure): void {
  const { cluster, publicAddress, egressAddresses, users, issuer } = infrastructure;
  publish(stack, {
    cluster_id: cluster.clusterId,
    ...(cluster.host === ""
      ? {}
      : { cluster_host: cluster.host, cluster_certificate_authority: cluster.certificateAuthority }),
    public_addresses: [...publicAddress.addresses],
    ...(publicAddress.requested === undefined ? {} : { public_address_requested: publicAddress.requested }),
    load_balancer_annotations: publicAddress.annotations,
    egress_addresses: egressAddresses,
    ...(issuer === undefined ? {} : { cluster_issuer: issuer }),
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
      addresses: addressesOf(state, site),
      ...(isRequested(site) ? { requested: state.getString("public_address_requested") } : {}),
      annotations: Token.asStringMap(state.get("load_balancer_annotations")),
    },
    egressAddresses: state.getList("egress_addresses"),
    issuer: state.getString("cluster_issuer"),
    user: (user) => state.getString(userOutput(user)),
  };
}

/** Whether a Service asks for its address in its own field. */
function isRequested(site: Site): boolean {
  switch (site.kind) {
    case "ovh":
      return true;
    case "azure":
    case "aws":
      return false;
    case "existing":
      return site.entry.requested !== undefined;
  }
}

/** The number of addresses is the cloud's, so that records can be counted before anything is applied. */
const addressesOf = (state: ReturnType<typeof readState>, site: Site): readonly string[] =>
  Array.from({ length: cloudOf(site).publicAddresses }, (_, index) =>
    Token.asString(state.get(`public_addresses.${String(index)}`)),
  );

export function publishKeys(stack: TerraformStack, key: MadeSealKey): void {
  switch (key.kind) {
    case "kmip":
      publish(stack, {
        key_service_id: key.serviceId,
        seal_identity: key.identity,
        seal_endpoint: key.endpoint,
        seal_certificate_authority: key.certificateAuthority,
      });
      return;
    case "awskms":
      publish(stack, { seal_key_arn: key.keyArn, seal_region: key.region });
      return;
    case "azurekeyvault":
      publish(stack, { seal_tenant: key.tenantId, seal_vault: key.vaultName, seal_key: key.keyName });
      return;
    case "static":
    case "transit":
      publish(stack, { seal_key_id: key.keyId });
      return;
  }
}

export function readKeys(scope: Construct, environment: Environment): SealKey {
  // A key that the operator hands over stands in no stack: the facts say what it is called.
  if (environment.site.kind === "existing") return environment.site.seal;
  const name = stackNames.keys(environment);
  const state = readState(scope, name, environment, name);
  switch (environment.site.kind) {
    case "ovh":
      return {
        kind: "kmip",
        serviceId: state.getString("key_service_id"),
        keyId: sealKeyId(scope),
        identity: state.getString("seal_identity"),
        endpoint: state.getString("seal_endpoint"),
        certificateAuthority: state.getString("seal_certificate_authority"),
      };
    case "aws":
      return { kind: "awskms", keyArn: state.getString("seal_key_arn"), region: state.getString("seal_region") };
    case "azure":
      return {
        kind: "azurekeyvault",
        tenantId: state.getString("seal_tenant"),
        vaultName: state.getString("seal_vault"),
        keyName: state.getString("seal_key"),
      };
  }
}

/** The key in OVHcloud's service, which a person makes with KMIP: a service key, which its API could make, is none of KMIP's. */
const sealKeyId = (scope: Construct): string =>
  new TerraformVariable(scope, "seal_key_id", {
    type: "string",
    nullable: false,
    description: "id of the symmetric key that OpenBao unseals itself with, as KMIP shows it; the same at every site",
  }).stringValue;
