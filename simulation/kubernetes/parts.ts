import { join } from "node:path";
import { goPart } from "../parts/go-part";
import type { PartSource } from "../parts/part";

/** Version of the API server and of all that is built with it; stands in `programs/go.mod` too. */
const kubernetes = { major: 1, minor: 35, patch: 4 } as const;

/** Clients refuse a server that can't say which version it is; a build from the module alone does not know. */
const versionFlags = (): string => {
  const { major, minor, patch } = kubernetes;
  const facts = { gitVersion: `v${[major, minor, patch].join(".")}`, gitMajor: major, gitMinor: minor };
  return Object.entries(facts)
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${String(value)}`)
    .join(" ");
};

/**
 * Folder of the module of the control plane and of the client that installs charts into it. One module, because Go compiles a library once for each of its
 * versions, and these are a thousand packages.
 */
export const kubernetesModule = (installation: string): string => join(installation, "simulation/kubernetes/programs");

/** `etcd`, `kube-apiserver`, `kube-controller-manager` and `kube-scheduler`. */
export const controlPlanePart = (installation: string): PartSource =>
  goPart({
    name: "kubernetes",
    module: kubernetesModule(installation),
    programs: {
      etcd: "go.etcd.io/etcd/server/v3",
      "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
      "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
      "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
    },
    linker: versionFlags(),
  });

/**
 * `kwok`, which plays the nodes, and in `stages/` what it makes of their pods. Its module holds the libraries at the versions of the one that judges
 * admission (`test/policies/engine`), which is built on Kubernetes 1.36 as well.
 */
export const kwokPart = (installation: string): PartSource =>
  goPart({
    name: "kwok",
    module: join(installation, "simulation/kubernetes/kwok"),
    programs: { kwok: "sigs.k8s.io/kwok/cmd/kwok" },
    files: {
      stages: {
        of: "sigs.k8s.io/kwok",
        paths: [
          "kustomize/stage/node/fast/node-initialize.yaml",
          "kustomize/stage/node/heartbeat/node-heartbeat.yaml",
          "kustomize/stage/pod/fast/pod-complete.yaml",
          "kustomize/stage/pod/fast/pod-delete.yaml",
          "kustomize/stage/pod/fast/pod-ready.yaml",
        ],
      },
    },
  });
