import type { k8s } from "cdk8s-plus-28";

/** Where every client of the API looks for its token. */
export const apiTokenFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A token of the pod's account that one listener alone takes, and not the API. */
export const tokenFor = (audience: string, name: string, expirationSeconds: number): k8s.Volume => ({
  name,
  projected: { sources: [{ serviceAccountToken: { path: "token", audience, expirationSeconds } }] },
});

/**
 * The folder that Kubernetes mounts into pods by itself, as a volume that only the containers which ask the API server mount: the pod's token, for a time of
 * one's own choice, the API server's authority, and the namespace.
 */
export const apiToken = (name: string, expirationSeconds: number): k8s.Volume => ({
  name,
  projected: {
    sources: [
      { serviceAccountToken: { path: "token", expirationSeconds } },
      { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      { downwardApi: { items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }] } },
    ],
  },
});
