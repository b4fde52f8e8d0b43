import type { Construct } from "constructs";
import { secretsAddressOf, secretsServer, type SecretsProduct } from "../../../catalog";
import type { Certificate } from "../../../imports/custom-resources/cert-manager/certificate";
import type { ClusterIssuer } from "../../../imports/custom-resources/cert-manager/cluster-issuer";
import { customObject } from "../../kubernetes/custom-object";
import { internalAuthority, internalIssuer } from "../secrets/internal-authority";

/** The authority of certificates inside the cluster, as cert-manager asks it: with its own service account, for what one role may sign. */
export function issueInternally(scope: Construct, product: SecretsProduct): void {
  const issuer: ClusterIssuer = {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    spec: {
      vault: {
        server: secretsAddressOf(secretsServer(product)),
        path: `${internalAuthority.mount}/sign/${internalAuthority.role}`,
        auth: {
          kubernetes: {
            mountPath: "/v1/auth/kubernetes",
            role: internalIssuer.role,
            serviceAccountRef: { name: internalIssuer.serviceAccount },
          },
        },
      },
    },
  };
  customObject(scope, { name: internalIssuer.name }, issuer);
}

export interface InternalCertificateProps {
  /** Name of the certificate and of its secret. */
  readonly name: string;
  readonly hostNames: readonly string[];
  /** Host name by which Kafka knows the workload, which reads a certificate's subject and its key as PKCS #8. Default: none. */
  readonly subject?: string;
}

/** A certificate that both serves and identifies a workload inside the cluster, renewed after two thirds of its 30 days, with a new key. */
export function workloadCertificate(scope: Construct, { name, hostNames, subject }: InternalCertificateProps): void {
  const certificate: Certificate = {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    spec: {
      secretName: name,
      ...(subject === undefined ? {} : { commonName: subject }),
      dnsNames: [...hostNames],
      usages: ["digital signature", "server auth", "client auth"],
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: internalIssuer.name },
      privateKey: {
        algorithm: "ECDSA",
        size: 256,
        rotationPolicy: "Always",
        ...(subject === undefined ? {} : { encoding: "PKCS8" }),
      },
    },
  };
  customObject(scope, { name }, certificate);
}
