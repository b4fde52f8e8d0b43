import type { TerraformFact } from "../facts";
import { at, isList, membersAt, textAt, textsAt, type Json } from "../facts/json";
import type { Labels } from "./label-selector";

/** A Service that faces outwards, whoever writes it: a manifest or Terraform. */
export interface OutwardService {
  readonly namespace: string;
  readonly selector: Labels;
  /** True where connections reach the pods with the address that the load balancer gave them, and not with a node's. */
  readonly keepsSource: boolean;
  readonly ports: readonly {
    readonly protocol: "TCP" | "UDP";
    /** Number or name of the port behind the Service. */
    readonly target: number | string | undefined;
  }[];
}

/** Kinds by which Terraform can change what runs or what is reachable in a cluster, past every manifest. */
const unreadKinds =
  /^kubernetes_(?:deployment|stateful_set|daemon_set|daemonset|job|cron_job|pod|replication_controller|network_policy|namespace|ingress|manifest)(?:_v\d\w*)?$/;

export const isUnreadKind = ({ block, type }: TerraformFact): boolean => block === "resource" && unreadKinds.test(type);

/** The Service that a `kubernetes_service` of a stack makes; undefined where it stays inside the cluster. */
export function terraformService({ block, type, attributes }: TerraformFact): OutwardService | undefined {
  if (block !== "resource" || !/^kubernetes_service(?:_v1)?$/.test(type)) return undefined;
  const spec = firstOf(at(attributes, "spec"));
  const external = at(spec, "external_ips");
  if (!isOutward(textAt(spec, "type"), isList(external) && external.length > 0)) return undefined;
  return {
    namespace: textAt(firstOf(at(attributes, "metadata")), "namespace") ?? "default",
    selector: textsAt(spec, "selector"),
    keepsSource: keepsSource(
      textAt(spec, "external_traffic_policy"),
      textsAt(firstOf(at(attributes, "metadata")), "annotations"),
    ),
    ports: blocksOf(at(spec, "port")).map((port) => ({
      protocol: textAt(port, "protocol") === "UDP" ? "UDP" : "TCP",
      target: targetOf(at(port, "target_port") ?? at(port, "port")),
    })),
  };
}

export const isOutward = (type: string | undefined, hasExternalAddresses: boolean): boolean =>
  type === "LoadBalancer" || type === "NodePort" || hasExternalAddresses;

/**
 * Whether a Service of this policy shows pods where connections come from: with "Cluster", the default, the node that
 * receives a connection puts its own address in place, unless the load balancer goes straight to the pods (AWS).
 */
export const keepsSource = (policy: string | undefined, annotations: Labels): boolean =>
  policy === "Local" || annotations["service.beta.kubernetes.io/aws-load-balancer-nlb-target-type"] === "ip";

/** Terraform writes numbers as text where names are possible too. */
export const targetOf = (port: Json | undefined): number | string | undefined =>
  typeof port === "number" ? port : typeof port === "string" ? (/^\d+$/.test(port) ? Number(port) : port) : undefined;

/** Blocks may be written as one object or as a list of them. */
const blocksOf = (blocks: Json | undefined): readonly Json[] =>
  isList(blocks) ? blocks : membersAt(blocks).length > 0 && blocks !== undefined ? [blocks] : [];

const firstOf = (blocks: Json | undefined): Json | undefined => blocksOf(blocks)[0];
