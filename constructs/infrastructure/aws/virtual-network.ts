import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcIpv4CidrBlockAssociation } from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import { networkLayout, type AwsPlace, type NetworkLayout } from "../../../planning/placement";
import type { EncryptionKey } from "./encryption-key";
import { FlowLog } from "./flow-log";
import { NatGateways } from "./nat-gateways";
import { S3Endpoint } from "./s3-endpoint";
import { ZoneSubnets, type ZoneSubnet } from "./zone-subnets";

export interface VirtualNetworkProps {
  readonly place: AwsPlace;
  /** Name of the network, and of the cluster that stands in it. */
  readonly name: string;
  readonly network: Cidr;
  readonly zones: readonly string[];
  /** Encrypts the log of its traffic. */
  readonly logKey: EncryptionKey;
}

/**
 * A site's network over its zones. Nodes and pods have no public address and leave through the gateway of their own
 * zone; small public subnets hold gateways and load balancers alone. Its lists of network access stay as AWS makes them, open:
 * they forget connections, and security groups and network policies say the same more exactly.
 */
export class VirtualNetwork extends Construct {
  readonly layout: NetworkLayout;
  readonly nodeSubnets: readonly ZoneSubnet[];
  readonly podSubnets: readonly ZoneSubnet[];
  /** Public addresses under which the site reaches the world; known at apply. */
  readonly egressAddresses: string[];
  /** The site's way to object storage: keys to buckets work from there only. */
  readonly s3EndpointId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VirtualNetworkProps,
  ) {
    super(scope, id);
    const { place, name, network, logKey } = props;
    this.layout = networkLayout({ kind: "aws", network });
    const tags = { Name: name };
    const vpc = new Vpc(this, "vpc", {
      cidrBlock: network.toString(),
      // The cluster's API has a private name that only resolves with both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags,
    });
    // Whatever is made without a group of its own may speak to nobody.
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id, tags: { Name: `${name}-unused` } });
    const internet = new InternetGateway(this, "internet", { vpcId: vpc.id, tags });
    const edge = this.subnets("public", vpc, this.layout.loadBalancers, () => ({ gatewayId: internet.id }));
    const gateways = new NatGateways(this, "egress", { name, subnets: edge.subnets, dependsOn: [internet] });
    const throughZone = (zone: string) => ({ natGatewayId: gateways.in(zone) });
    const nodes = this.subnets("nodes", vpc, this.layout.nodes, throughZone);
    const pods = this.subnets("pods", vpc, this.layout.pods, throughZone);
    this.nodeSubnets = nodes.subnets;
    this.podSubnets = pods.subnets;
    this.egressAddresses = gateways.addresses;
    this.s3EndpointId = new S3Endpoint(this, "s3", {
      place,
      vpcId: vpc.id,
      name,
      routeTableIds: [...nodes.routeTableIds, ...pods.routeTableIds],
    }).endpointId;
    new FlowLog(this, "flow-log", { place, name, vpcId: vpc.id, key: logKey });
  }

  private subnets(
    part: "public" | "nodes" | "pods",
    vpc: Vpc,
    network: Cidr,
    wayOut: ConstructorParameters<typeof ZoneSubnets>[2]["wayOut"],
  ): ZoneSubnets {
    const { name, zones } = this.props;
    return new ZoneSubnets(this, part, {
      vpcId: vpc.id,
      name: `${name}-${part}`,
      network,
      zones,
      wayOut,
      tags: this.tags(part),
      ...(part === "pods"
        ? {
            dependsOn: [
              new VpcIpv4CidrBlockAssociation(this, "pod-network", { vpcId: vpc.id, cidrBlock: network.toString() }),
            ],
          }
        : {}),
    });
  }

  /** By these the cloud's controller finds the subnets for its load balancers (EKS user guide, subnet requirements, 2026). */
  private tags(part: "public" | "nodes" | "pods"): Readonly<Record<string, string>> {
    const ofCluster = { [`kubernetes.io/cluster/${this.props.name}`]: "shared" };
    switch (part) {
      case "public":
        return { ...ofCluster, "kubernetes.io/role/elb": "1" };
      case "nodes":
        return { ...ofCluster, "kubernetes.io/role/internal-elb": "1" };
      case "pods":
        return {};
    }
  }
}
