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
}

/** A certificate for public names, renewed a third of its life before the end, with a new key each time. */
export function publicCertificate(scope: Construct, { name, hostNames }: PublicCertificateProps): void {
  const certificate: Certificate = {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    spec: {
      secretName: name,
      dnsNames: hostNames,
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: publicIssuer },
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
    },
  };
  customObject(scope, { name }, certificate);
}
