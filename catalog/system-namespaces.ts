import type { Cloud } from "./cloud";

/** Namespaces that every cluster has before anybody installs anything, `default` excepted, in which nothing of the cluster's runs. */
const everywhere = ["kube-node-lease", "kube-public", "kube-system"] as const;

/**
 * Namespaces that a cluster's own parts stand in, by cloud: nothing of ours is in them, and the cloud changes them as it likes. AKS puts
 * Calico into three of its own (tigera/operator#5212, seen on AKS 1.36.2, 2026-08-17; Calico documentation 3.30: operator installation).
 */
export const systemNamespaces: Readonly<Record<Cloud | "existing", readonly string[]>> = {
  ovh: everywhere,
  aws: everywhere,
  azure: [...everywhere, "calico-apiserver", "calico-system", "tigera-operator"].sort(),
  existing: everywhere,
};
