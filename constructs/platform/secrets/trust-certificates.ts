import { Mount } from "@cdktf/provider-vault/lib/mount";
import { PkiSecretBackendConfigUrls } from "@cdktf/provider-vault/lib/pki-secret-backend-config-urls";
import { PkiSecretBackendCrlConfig } from "@cdktf/provider-vault/lib/pki-secret-backend-crl-config";
import { PkiSecretBackendIntermediateCertRequest } from "@cdktf/provider-vault/lib/pki-secret-backend-intermediate-cert-request";
import { PkiSecretBackendIntermediateSetSigned } from "@cdktf/provider-vault/lib/pki-secret-backend-intermediate-set-signed";
import { PkiSecretBackendRole } from "@cdktf/provider-vault/lib/pki-secret-backend-role";
import { PkiSecretBackendRootCert } from "@cdktf/provider-vault/lib/pki-secret-backend-root-cert";
import { PkiSecretBackendRootSignIntermediate } from "@cdktf/provider-vault/lib/pki-secret-backend-root-sign-intermediate";
import { Construct } from "constructs";
import { secretsAddressOf, secretsServer, type SecretsProduct } from "../../../catalog";
import { internalAuthority } from "./trust-policies";

const years = (count: number): number => count * 365 * 24 * 3600;
const days = (count: number): number => count * 24 * 3600;

/** A root outlives two intermediates, an intermediate many certificates, a certificate a month. */
const lifetimes = { root: years(10), intermediate: years(5), certificate: days(30) } as const;

export interface TrustCertificatesProps {
  /** Whose authority it is, for people who read a certificate. */
  readonly owner: string;
  /** What keeps the authority. */
  readonly product: SecretsProduct;
}

/**
 * The authority of certificates inside the cluster: a root that signs one intermediate and nothing else, and a role that
 * signs names of services only. Neither key ever leaves the server.
 */
export class TrustCertificates extends Construct {
  constructor(scope: Construct, id: string, { owner, product }: TrustCertificatesProps) {
    super(scope, id);
    const root = this.mount("root", "pki-root", "root of the internal authority", lifetimes.root);
    const { mount, role } = internalAuthority;
    const intermediate = this.mount("intermediate", mount, "certificates inside the cluster", lifetimes.intermediate);
    const authority = new PkiSecretBackendRootCert(this, "root-certificate", {
      backend: root.path,
      type: "internal",
      commonName: `${owner} internal root`,
      ttl: String(lifetimes.root),
      keyType: "ec",
      keyBits: 384,
      maxPathLength: 1,
      lifecycle: { preventDestroy: true },
    });
    const request = new PkiSecretBackendIntermediateCertRequest(this, "request", {
      backend: intermediate.path,
      type: "internal",
      commonName: `${owner} internal authority`,
      keyType: "ec",
      keyBits: 384,
    });
    const signed = new PkiSecretBackendRootSignIntermediate(this, "signature", {
      backend: root.path,
      csr: request.csr,
      commonName: `${owner} internal authority`,
      ttl: String(lifetimes.intermediate),
      maxPathLength: 0,
      issuerRef: authority.issuerId,
    });
    const installed = new PkiSecretBackendIntermediateSetSigned(this, "installed", {
      backend: intermediate.path,
      certificate: signed.certificateBundle,
    });
    this.publish(intermediate, product);
    new PkiSecretBackendRole(this, "role", {
      backend: intermediate.path,
      name: role,
      allowedDomains: ["svc.cluster.local", "svc"],
      allowSubdomains: true,
      allowBareDomains: false,
      // Left to itself the role gives one certificate for everything below a domain (seen with 2.6.2).
      allowWildcardCertificates: false,
      allowIpSans: false,
      allowLocalhost: false,
      enforceHostnames: true,
      keyType: "ec",
      keyBits: 256,
      serverFlag: true,
      clientFlag: true,
      ttl: String(lifetimes.certificate),
      maxTtl: String(lifetimes.certificate),
      requireCn: false,
      dependsOn: [installed],
    });
  }

  private mount(id: string, path: string, description: string, lifetime: number): Mount {
    return new Mount(this, id, {
      path,
      type: "pki",
      description,
      defaultLeaseTtlSeconds: lifetimes.certificate,
      maxLeaseTtlSeconds: lifetime,
      lifecycle: { preventDestroy: true },
    });
  }

  /** Where clients inside the cluster find the authority and what it has revoked. */
  private publish({ path }: Mount, product: SecretsProduct): void {
    const address = `${secretsAddressOf(secretsServer(product))}/v1/${internalAuthority.mount}`;
    new PkiSecretBackendConfigUrls(this, "addresses", {
      backend: path,
      issuingCertificates: [`${address}/ca`],
      crlDistributionPoints: [`${address}/crl`],
    });
    new PkiSecretBackendCrlConfig(this, "revocations", { backend: path, expiry: "72h", autoRebuild: true });
  }
}
