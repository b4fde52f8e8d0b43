import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { secretsAddressOf, secretsServer, type SecretsProduct } from "../../../catalog";
import type { ExternalSecret } from "../../../imports/custom-resources/external-secrets/external-secret";
import type { Password } from "../../../imports/custom-resources/external-secrets/password";
import type { PushSecret } from "../../../imports/custom-resources/external-secrets/push-secret";
import type { SecretStore } from "../../../imports/custom-resources/external-secrets/secret-store";
import type { GeneratedKey } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";
import { secretPath, secretsAudience, secretsMount, secretsReader, secretsRole } from "./secret-paths";

/** Name of the store in every namespace: the product's. */
const storeName = (product: SecretsProduct): string => product;

/** A secret that arrives in the namespace from where secrets are held. */
export interface FetchedSecret {
  /** Name of the Kubernetes Secret. */
  readonly name: string;
  /** Where it lies; default: the namespace's own path of the same name. */
  readonly path?: string;
  readonly keys: readonly string[];
  /** Kubernetes type of the secret, with fixed values that are no secrets, such as a user name. */
  readonly basicAuth?: { readonly username: string };
}

export interface GeneratedKeys {
  readonly name: string;
  /** Path in the secrets server; default: the namespace's own path of the same name. */
  readonly path?: string;
  readonly keys: Readonly<Record<string, GeneratedKey>>;
  readonly basicAuth?: { readonly username: string };
}

/**
 * A namespace's way to its secrets. The secrets server holds the truth: generated values are written there once and read back,
 * so that a cluster that is built anew finds the old ones.
 */
export class SecretAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly product: SecretsProduct,
    namespace: string,
    /** Where its secrets lie below the mount. */
    private readonly folder = namespace,
  ) {
    super(scope, id);
    new k8s.KubeServiceAccount(this, "reader", {
      metadata: { name: secretsReader },
      automountServiceAccountToken: false,
    });
    const store: SecretStore = {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      spec: {
        provider: {
          vault: {
            server: secretsAddressOf(secretsServer(product)),
            path: secretsMount,
            version: "v2",
            auth: {
              kubernetes: {
                mountPath: "kubernetes",
                role: secretsRole(namespace),
                serviceAccountRef: { name: secretsReader, audiences: [secretsAudience] },
              },
            },
          },
        },
      },
    };
    customObject(this, { name: storeName(product) }, store);
  }

  /** Keeps a Kubernetes Secret equal to what the secrets server holds. */
  fetch(secret: FetchedSecret): void {
    fetchIn(this, this.product, { path: secretPath(this.folder, secret.name), ...secret });
  }

  /** Makes a secret where the secrets server holds none yet, then fetches it like any other. */
  generate(secret: GeneratedKeys): void {
    generateIn(this, this.product, { path: secretPath(this.folder, secret.name), ...secret });
  }
}

/** A secret of a namespace whose way to the secrets server stands already. */
type Placed<S> = S & { readonly path: string };

/** Keeps a Kubernetes Secret equal to what the secrets server holds. */
export function fetchIn(
  scope: Construct,
  product: SecretsProduct,
  { name, path, keys, basicAuth }: Placed<FetchedSecret>,
): void {
  const secret: ExternalSecret = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    spec: {
      refreshInterval: "15m",
      secretStoreRef: { kind: "SecretStore", name: storeName(product) },
      target: {
        name,
        creationPolicy: "Owner",
        ...(basicAuth === undefined
          ? {}
          : {
              template: {
                type: "kubernetes.io/basic-auth",
                mergePolicy: "Merge",
                data: { username: basicAuth.username },
              },
            }),
      },
      data: keys.map((key) => ({ secretKey: key, remoteRef: { key: path, property: key } })),
    },
  };
  customObject(scope, { name }, secret);
}

/** Makes a secret where the secrets server holds none yet, then fetches it like any other. */
export function generateIn(
  scope: Construct,
  product: SecretsProduct,
  { name, path, keys, basicAuth }: Placed<GeneratedKeys>,
): void {
  const raw = `${name}-generated`;
  for (const [key, kind] of Object.entries(keys)) {
    const password: Password = {
      apiVersion: "generators.external-secrets.io/v1alpha1",
      kind: "Password",
      spec: { ...passwordSpec(kind), symbols: 0, allowRepeat: true, secretKeys: [key] },
    };
    customObject(scope, { name: `${name}-${key}` }, password);
  }
  const draft: ExternalSecret = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    spec: {
      refreshPolicy: "CreatedOnce",
      target: { name: raw, creationPolicy: "Owner", ...withPrefixes(keys) },
      dataFrom: Object.keys(keys).map((key) => ({
        sourceRef: {
          generatorRef: {
            apiVersion: "generators.external-secrets.io/v1alpha1",
            kind: "Password",
            name: `${name}-${key}`,
          },
        },
      })),
    },
  };
  customObject(scope, { name: raw }, draft);
  const push: PushSecret = {
    apiVersion: "external-secrets.io/v1alpha1",
    kind: "PushSecret",
    spec: {
      refreshInterval: "15m",
      updatePolicy: "IfNotExists",
      deletionPolicy: "None",
      secretStoreRefs: [{ kind: "SecretStore", name: storeName(product) }],
      selector: { secret: { name: raw } },
      data: Object.keys(keys).map((key) => ({
        match: { secretKey: key, remoteRef: { remoteKey: path, property: key } },
      })),
    },
  };
  customObject(scope, { name }, push);
  fetchIn(scope, product, { name, path, keys: Object.keys(keys), ...(basicAuth === undefined ? {} : { basicAuth }) });
}

/** Letters and digits only: some programs write these into addresses and command lines. Hexadecimal digits come two from each character. */
function passwordSpec(key: GeneratedKey): Pick<Password["spec"], "length" | "digits" | "encoding"> {
  const length = typeof key === "number" ? key : key.hexOf;
  return { length, digits: Math.floor(length / 4), ...(typeof key === "number" ? {} : { encoding: "hex" }) };
}

/** Puts what must stand before a key in front of it. */
function withPrefixes(keys: GeneratedKeys["keys"]): Pick<NonNullable<ExternalSecret["spec"]["target"]>, "template"> {
  const prefixed = Object.entries(keys).flatMap(([key, kind]) =>
    typeof kind === "number" || kind.prefix === undefined
      ? []
      : [[key, `${kind.prefix}{{ index . "${key}" }}`] as const],
  );
  return prefixed.length === 0 ? {} : { template: { mergePolicy: "Merge", data: Object.fromEntries(prefixed) } };
}
