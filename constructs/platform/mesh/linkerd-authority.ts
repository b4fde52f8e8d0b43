import type { Construct } from "constructs";
import { certManager } from "../../../catalog/footprints/cert-manager";
import { linkerdControlPlane } from "../../../catalog/footprints/linkerd";
import type { Certificate } from "../../../imports/custom-resources/cert-manager/certificate";
import type { ClusterIssuer } from "../../../imports/custom-resources/cert-manager/cluster-issuer";
import type { Issuer } from "../../../imports/custom-resources/cert-manager/issuer";
import type { Bundle } from "../../../imports/custom-resources/trust-manager/bundle";
import { customObject } from "../../kubernetes/custom-object";

const { namespace } = linkerdControlPlane;

/** Names by which Linkerd's chart finds what it does not make itself. */
const trustRoots = { configMap: "linkerd-identity-trust-roots", key: "ca-bundle.crt" } as const;
export const identityIssuer = "linkerd-identity-issuer";
export const trustAnchor = "linkerd-trust-anchor";

/** What the API server calls, with the Service and the secret that the chart expects. */
export const linkerdWebhooks = {
  injector: { certificate: "linkerd-proxy-injector", secret: "linkerd-proxy-injector-k8s-tls" },
  profiles: { certificate: "linkerd-sp-validator", secret: "linkerd-sp-validator-k8s-tls" },
  policies: { certificate: "linkerd-policy-validator", secret: "linkerd-policy-validator-k8s-tls" },
} as const;

const selfSigned = "self-signed";
const webhookAuthority = "linkerd-webhooks";
const years = (count: number): string => `${String(count * 8760)}h`;
const ecdsa = { algorithm: "ECDSA", size: 256 } as const;

/**
 * The mesh's authority: an anchor that lives ten years and keeps its key when it is renewed, so that whoever knows the old certificate
 * believes the new one; below it an issuer of two days, with a new key each day, which signs the identities of a day. The anchor's key lies in
 * cert-manager's namespace, and its certificate goes to the mesh by trust-manager.
 */
export function linkerdIdentity(scope: Construct): void {
  const signsItself: ClusterIssuer = {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    spec: { selfSigned: {} },
  };
  customObject(scope, { name: selfSigned }, signsItself);
  certificate(scope, trustAnchor, certManager.namespace, {
    isCA: true,
    commonName: "root.linkerd.cluster.local",
    secretName: trustAnchor,
    duration: years(10),
    issuerRef: clusterIssuer(selfSigned),
    privateKey: { ...ecdsa, rotationPolicy: "Never" },
  });
  const anchor: ClusterIssuer = {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    spec: { ca: { secretName: trustAnchor } },
  };
  customObject(scope, { name: trustAnchor }, anchor);
  certificate(scope, identityIssuer, namespace, {
    isCA: true,
    commonName: "identity.linkerd.cluster.local",
    dnsNames: ["identity.linkerd.cluster.local"],
    secretName: identityIssuer,
    duration: "48h",
    renewBefore: "25h",
    usages: ["cert sign", "crl sign", "server auth", "client auth"],
    issuerRef: clusterIssuer(trustAnchor),
    privateKey: { ...ecdsa, rotationPolicy: "Always" },
  });
  const bundle: Bundle = {
    apiVersion: "trust.cert-manager.io/v1alpha1",
    kind: "Bundle",
    spec: {
      sources: [{ secret: { name: trustAnchor, key: "tls.crt" } }],
      target: {
        configMap: { key: trustRoots.key },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
      },
    },
  };
  customObject(scope, { name: trustRoots.configMap }, bundle);
}

/** Certificates of the webhooks, which the API server believes by an authority of their own. */
export function linkerdWebhookCertificates(scope: Construct): void {
  certificate(scope, webhookAuthority, namespace, {
    isCA: true,
    commonName: "webhooks.linkerd.cluster.local",
    secretName: webhookAuthority,
    duration: years(10),
    issuerRef: clusterIssuer(selfSigned),
    privateKey: { ...ecdsa, rotationPolicy: "Never" },
  });
  const authority: Issuer = {
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    spec: { ca: { secretName: webhookAuthority } },
  };
  customObject(scope, { name: webhookAuthority, namespace }, authority);
  for (const { certificate: name, secret } of Object.values(linkerdWebhooks)) {
    const host = `${name}.${namespace}.svc`;
    certificate(scope, name, namespace, {
      secretName: secret,
      commonName: host,
      dnsNames: [host],
      usages: ["digital signature", "server auth"],
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: webhookAuthority },
      privateKey: { ...ecdsa, rotationPolicy: "Always" },
    });
  }
}

const clusterIssuer = (name: string) => ({ group: "cert-manager.io", kind: "ClusterIssuer", name });

function certificate(scope: Construct, name: string, at: string, spec: Certificate["spec"]): void {
  const object: Certificate = { apiVersion: "cert-manager.io/v1", kind: "Certificate", spec };
  customObject(scope, { name, namespace: at }, object);
}
