import { homeProvider, regionalProvider } from "../../constructs/infrastructure/aws/aws-provider";
import { clusterIssuer } from "../../constructs/infrastructure/aws/cluster-issuer";
import { HostedZone } from "../../constructs/infrastructure/aws/hosted-zone";
import { Role } from "../../constructs/infrastructure/aws/role";
import { siteEndpoint } from "../../constructs/infrastructure/aws/s3-endpoint";
import { TenantStorage } from "../../constructs/infrastructure/aws/tenant-storage";
import { SealKey } from "../../constructs/infrastructure/aws/seal-key";
import { networkMistakes } from "../../constructs/infrastructure/aws/network-mistakes";
import { environmentOf, placeOf, regionOf, type AwsSite } from "../../constructs/infrastructure/aws/site-facts";
import { assumedByWorkload, roleAnnotation } from "../../constructs/infrastructure/aws/workload-role";
import { RegistryAccess } from "../../constructs/infrastructure/registry-access";
import { archiveUser, dumpUser } from "../../constructs/infrastructure/stores";
import { ClusterAutoscalerRelease } from "../../constructs/platform/autoscaling/cluster-autoscaler-release";
import { TrustAccessKeys } from "../../constructs/platform/secrets/trust-access-keys";
import { openbao } from "../../catalog/footprints/openbao";
import { awsNames, offsiteOf } from "../../planning/placement";
import { accountMistakes } from "./aws-mistakes";
import type { CloudStacks } from "./cloud-stacks";

/** Namespace of what belongs to the cluster itself. */
const systemNamespace = "kube-system";

/** AWS in the EU; credentials come from the variables that its provider reads (AWS_PROFILE and siblings). */
export const awsStacks: CloudStacks<AwsSite> = {
  useProvider: (stack, site) => {
    homeProvider(stack, placeOf(site));
  },
  login: ({ region }, { clusterId }) => ({
    kind: "command",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", clusterId, "--region", region, "--output", "json"],
  }),
  mistakes: (environment, site, where) => [
    ...networkMistakes(site.network, `${where}.network`),
    ...accountMistakes(environment, site, where),
  ],
  sealKey: (stack, environment, { account }) => {
    const place = { account, region: offsiteOf(environment).name };
    return new SealKey(stack, "key-service", {
      place,
      environment: environment.name,
      provider: regionalProvider(stack, place),
    });
  },
  grantSeal: (scope, { name, site, cluster, key }) => {
    if (key.kind !== "awskms") throw new Error(`AWS's key service is not spoken to as ${key.kind}`);
    const place = placeOf(site);
    const { namespace, component } = openbao;
    const issuer = clusterIssuer(scope, "cluster", cluster.clusterId);
    const role = new Role(scope, "seal", {
      name: awsNames.secretsRole(name),
      description: "OpenBao unseals itself",
      assumedBy: assumedByWorkload(place, { issuer, namespace, serviceAccounts: [component] }),
      statements: [
        {
          Sid: "Unseal",
          Effect: "Allow",
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"],
          Resource: key.keyArn,
        },
      ],
    });
    return {
      kind: key.kind,
      serviceAccountAnnotations: roleAnnotation(place, awsNames.secretsRole(name)),
      dependsOn: role.permissions,
    };
  },
  tenantStorage: (scope, { site, platform, ...props }) =>
    new TenantStorage(scope, "storage", {
      ...props,
      place: placeOf(site),
      tenant: environmentOf(props.name, site),
      endpointId: siteEndpoint(scope, platform),
    }).users,
  tenantStorageAfter: "site",
  storeKeys: (scope, id, { user, userId, mount, path }) => {
    // Databases and their dumps act with a role instead.
    if (user.name !== archiveUser && user.name !== dumpUser)
      new TrustAccessKeys(scope, id, { userName: userId(), mount, path });
  },
  // Snapshots too.
  placeKeys: () => [],
  dnsZone: (scope, { zone, records }) => {
    new HostedZone(scope, "zone", { zone, records });
  },
  addOns: (scope, { name, site, registryCredentials, dependsOn, mirror, pullSecret }) => {
    const { secrets } = new RegistryAccess(scope, "system-registry", {
      name: pullSecret,
      namespaces: [systemNamespace],
      credentials: registryCredentials,
      dependsOn: [],
    });
    new ClusterAutoscalerRelease(scope, "cluster-autoscaler", {
      clusterName: name,
      region: site.region,
      serviceAccountAnnotations: roleAnnotation(placeOf(site), awsNames.autoscalerRole(name)),
      mirror,
      pullSecret,
      dependsOn: [...secrets, ...dependsOn],
    });
  },
  publicAddresses: (site) => regionOf(site).zones.length,
};
