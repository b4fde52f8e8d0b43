import type { Construct } from "constructs";
import type { GatewayProduct } from "../../../catalog";
import type { Certificate } from "../../../imports/custom-resources/cert-manager/certificate";
import type { ClusterIssuer } from "../../../imports/custom-resources/cert-manager/cluster-issuer";
import { customObject } from "../../kubernetes/custom-object";
import { gatewayRef, httpListener } from "../gateway/gateway-reference";

/** Issuer of the certificates that the world sees. */
export const publicIssuer = "public";

export interface PublicIssuerProps {
  /** ACME directory of the authority. */
  readonly directory: string;
  /** Mail address that the authority writes to. */
  readonly contact: string;
  readonly pullSecret: string;
  /** Whose plain listener answers the challenges. */
  readonly gateway: GatewayProduct;
}

/** An ACME account that proves names over the gateway's plain listener. */
export function issuePublicly(scope: Construct, { directory, contact, pullSecret, gateway }: PublicIssuerProps): void {
  const issuer: ClusterIssuer = {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    spec: {
      acme: {
        server: directory,
        email: contact,
        privateKeySecretRef: { name: "acme-account" },
        solvers: [
          {
            http01: {
              gatewayHTTPRoute: {
                parentRefs: [gatewayRef(gateway, httpListener)],
                podTemplate: { spec: { imagePullSecrets: [{ name: pullSecret }] } },
              },
            },
          },
        ],
      },
    },
  };
  customObject(scope, { name: publicIssuer }, issuer);
}

export interface PublicCertificateProps {
  /** Name of the certificate and of its secret. */
  readonly name: string;
  readonly hostNames: readonly string[];
  /**
   * Whether each certificate brings a new key, or all of them are over the one that stands in the secret already, and is made and kept elsewhere. Default:
   * a new one.
   */
  readonly key?: "new-each-time" | "as-found";
}

const rotationPolicies = { "new-each-time": "Always", "as-found": "Never" } as const;

/** A certificate for public names, renewed a third of its life before the end. */
export function publicCertificate(
  scope: Construct,
  { name, hostNames, key = "new-each-time" }: PublicCertificateProps,
): void {
  const certificate: Certificate = {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    spec: {
      secretName: name,
      dnsNames: hostNames,
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: publicIssuer },
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: rotationPolicies[key] },
    },
  };
  customObject(scope, { name }, certificate);
}
