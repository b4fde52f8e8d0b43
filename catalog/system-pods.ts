import { figure, mebibytes, millicores, type Figure, type PodCount, type Source } from "../language";
import type { Cloud } from "./cloud";

/** Pods that belong to the cluster itself, most of them run by the cloud: they take room on the nodes like any other. */
export interface SystemPod {
  readonly name: string;
  readonly count: PodCount;
  /** Requests of one pod, all its containers together; 0 where it requests nothing. */
  readonly cpu: Figure<"millicores">;
  readonly memory: Figure<"MiB">;
}

const perNode: PodCount = { kind: "per-node" };
const fixed = (count: number): PodCount => ({ kind: "fixed", count });

const pod =
  (source: Source) =>
  (name: string, count: PodCount, cpu: number, memory: number): SystemPod => ({
    name,
    count,
    cpu: figure(millicores(cpu), `processor request of one ${name} pod`, source),
    memory: figure(mebibytes(memory), `memory request of one ${name} pod`, source),
  });

/** No manifest of OVHcloud's own is published; upstream manifests of the named components stand in for it. */
const ovh = pod({
  kind: "estimate",
  ref: "upstream manifests of the components OVHcloud names: canal, Cinder CSI, CoreDNS, konnectivity, metrics-server",
  date: "2026-11-21",
});
const eks = pod({
  kind: "documentation",
  ref: "manifests of amazon-vpc-cni-k8s, aws-ebs-csi-driver and the EKS add-ons",
  date: "2025-07",
});
const eksEstimate = pod({
  kind: "estimate",
  ref: "no published request; set to what one container of the EBS driver's controller requests",
  date: "2026-11-21",
});
/** EKS brings none: bestek installs it, with these requests. */
const autoscaler = pod({
  kind: "documentation",
  ref: "kubernetes/autoscaler: example of automatic discovery on AWS",
  date: "2026-07",
});
/** AKS publishes no list of requests; these were read off a running node. */
const aks = pod({
  kind: "measurement",
  ref: "kubectl describe node of an AKS 1.30.7 cluster in West Europe, public project report",
  date: "2025-02-21",
});
const aksEstimate = pod({
  kind: "estimate",
  ref: "no published request; set to what the AKS kube-proxy requests",
  date: "2026-11-21",
});

export const systemPods: Readonly<Record<Cloud, readonly SystemPod[]>> = {
  ovh: [
    ovh("canal", perNode, 250, 0),
    ovh("kube-proxy", perNode, 100, 0),
    ovh("csi-cinder-nodeplugin", perNode, 30, 60),
    ovh("konnectivity-agent", fixed(2), 20, 20),
    ovh("coredns", fixed(2), 100, 70),
    ovh("dns-autoscaler", fixed(1), 20, 10),
    ovh("metrics-server", fixed(1), 100, 200),
  ],
  azure: [
    aks("azure-cns", perNode, 40, 250),
    // Runs where network policy is Cilium, in place of kube-proxy; both are counted, so that either fits.
    aksEstimate("cilium", perNode, 100, 100),
    aks("kube-proxy", perNode, 100, 0),
    aks("azure-ip-masq-agent", perNode, 100, 50),
    aks("cloud-node-manager", perNode, 50, 50),
    aks("csi-azuredisk-node", perNode, 30, 60),
    aks("csi-azurefile-node", perNode, 30, 60),
    aks("coredns", fixed(2), 100, 70),
    aks("coredns-autoscaler", fixed(1), 20, 10),
    aks("konnectivity-agent", fixed(2), 20, 20),
    aks("metrics-server", fixed(2), 156, 134),
  ],
  aws: [
    eks("aws-node", perNode, 50, 0),
    eks("kube-proxy", perNode, 100, 0),
    eks("ebs-csi-node", perNode, 30, 120),
    eks("ebs-csi-controller", fixed(2), 60, 240),
    eksEstimate("snapshot-controller", fixed(2), 10, 40),
    eks("coredns", fixed(2), 100, 70),
    eks("metrics-server", fixed(2), 100, 200),
    autoscaler("cluster-autoscaler", fixed(2), 100, 600),
  ],
};
