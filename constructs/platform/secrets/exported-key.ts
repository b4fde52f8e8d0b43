import type { Construct } from "constructs";
import { secretsAddressOf, secretsServer, type SecretsProduct } from "../../../catalog";
import type { ExternalSecret } from "../../../imports/custom-resources/external-secrets/external-secret";
import type { VaultDynamicSecret } from "../../../imports/custom-resources/external-secrets/vault-dynamic-secret";
import { customObject } from "../../kubernetes/custom-object";
import { secretsAudience } from "./secret-paths";

export interface ExportedKeyProps {
  readonly product: SecretsProduct;
  /** Role of the secrets server's login, and the service account of the namespace that it lets in. */
  readonly role: string;
  readonly account: string;
  /** Name of the Kubernetes Secret, and the key in it that holds the private key. */
  readonly name: string;
  readonly key: string;
  /** Path at which the secrets server gives out the key's first version. */
  readonly path: string;
  /**
   * Whether the Secret is the key's alone, and goes with it, or whoever issues a certificate over the key writes into it too: then each keeps to what it
   * wrote, and what another put in the key's place is put right at once.
   */
  readonly secret: "alone" | "shared";
}

const creationPolicies = { alone: "Owner", shared: "CreateOrMerge" } as const;

/**
 * Brings the private half of a key into a namespace, as PEM. The answer is no secret of a versioned mount, which a store could fetch: it holds the
 * key by its version, and a generator asks for it as it is.
 */
export function fetchExportedKey(
  scope: Construct,
  { product, role, account, name, key, path, secret: kind }: ExportedKeyProps,
): void {
  const generator: VaultDynamicSecret = {
    apiVersion: "generators.external-secrets.io/v1alpha1",
    kind: "VaultDynamicSecret",
    spec: {
      path,
      method: "GET",
      resultType: "Data",
      provider: {
        server: secretsAddressOf(secretsServer(product)),
        auth: {
          kubernetes: {
            mountPath: "kubernetes",
            role,
            serviceAccountRef: { name: account, audiences: [secretsAudience] },
          },
        },
      },
    },
  };
  customObject(scope, { name }, generator);
  const secret: ExternalSecret = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    spec: {
      refreshInterval: "15m",
      target: {
        name,
        creationPolicy: creationPolicies[kind],
        template: { data: { [key]: '{{ index (.keys | fromJson) "1" }}' } },
      },
      dataFrom: [{ sourceRef: { generatorRef: { apiVersion: generator.apiVersion, kind: generator.kind, name } } }],
    },
  };
  customObject(scope, { name }, secret);
}
