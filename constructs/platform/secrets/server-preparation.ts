import { secretsServer, type SecretsProduct } from "../../../catalog";
import { openbao } from "../../../catalog/footprints/openbao";
import { imageReference, type Mirror } from "../../../language";
import { applyTimeConfigMap } from "../../infrastructure/apply-time-names";
import type { SealKey } from "../../infrastructure/infrastructure";
import type { SealSetting } from "../../infrastructure/seal-settings";
import { podOf, resources, restrictedContainer } from "../releases/pod-values";
import { selfInitialization } from "./openbao-self-initialization";
import { sealSecret } from "./seal-secret";
import { serverName } from "./server-configuration";

/** Folder of the configuration that is known only where the pod runs; the server reads every file in it. */
export const preparedFolder = (product: SecretsProduct): string => `/${product}/prepared`;

/** Folder below which the chart mounts secrets. */
export const secretsFolder = (product: SecretsProduct): string => `/${product}/userconfig/${sealSecret(product)}`;

/** ConfigMap with the requests of OpenBao's first start. */
const initializationMap = `${openbao.component}-initialization`;

/** ConfigMap that says OpenBao's first start is past. */
const initializedMap = `${openbao.component}-initialized`;

type SealKind = SealKey["kind"];

const settings: Readonly<Record<SealKind, readonly SealSetting[]>> = {
  kmip: ["seal-endpoint", "seal-key-id"],
  awskms: ["seal-key-id", "seal-region"],
  azurekeyvault: ["seal-key-id", "seal-tenant", "seal-vault"],
  static: ["seal-key-id"],
  transit: ["seal-address", "seal-key-id", "seal-mount"],
};

const variable = (setting: SealSetting): string => setting.replaceAll("-", "_").toUpperCase();

/** The seal as the server reads it; variables are filled in where the pod runs. */
function seal(kind: SealKind, secrets: string) {
  switch (kind) {
    case "kmip":
      return {
        kmip: {
          endpoint: "$SEAL_ENDPOINT",
          kms_key_id: "$SEAL_KEY_ID",
          client_cert: `${secrets}/tls.crt`,
          client_key: `${secrets}/tls.key`,
          ca_cert: `${secrets}/ca.crt`,
        },
      };
    case "awskms":
      return { awskms: { region: "$SEAL_REGION", kms_key_id: "$SEAL_KEY_ID" } };
    case "azurekeyvault":
      return {
        azurekeyvault: {
          tenant_id: "$SEAL_TENANT",
          vault_name: "$SEAL_VAULT",
          key_name: "$SEAL_KEY_ID",
          // Left to itself it asks the node who it is as soon as an id is set, and finds nobody (tried with 2.6.2).
          auth_method: "workload_identity",
        },
      };
    case "static":
      return { static: { current_key_id: "$SEAL_KEY_ID", current_key: `file://${secrets}/key` } };
    case "transit":
      return {
        transit: {
          address: "$SEAL_ADDRESS",
          key_name: "$SEAL_KEY_ID",
          mount_path: "$SEAL_MOUNT",
          // Named by no variable of the environment, where the servers' own command line would take it for a token of theirs.
          token: `$(cat ${secrets}/token)`,
        },
      };
  }
}

/**
 * Writes the seal, and for OpenBao's first server's first start the requests that open it. Every server that finds those
 * requests on an empty volume founds an authority of its own instead of joining the others (openbao/openbao#3652,
 * seen with 2.6.2): so no other gets them, and the first no more once the installation was complete.
 */
const script = (product: SecretsProduct, kind: SealKind): string =>
  [...sealScript(product, kind), ...firstStart(product)].join("\n");

/** Writes the seal alone, into the folder of what is prepared. */
export const sealScript = (product: SecretsProduct, kind: SealKind): readonly string[] => [
  `cat > ${preparedFolder(product)}/seal.json <<END`,
  JSON.stringify({ seal: seal(kind, secretsFolder(product)) }),
  "END",
];

/** Variables that it reads, as every namespace has them. */
export const sealVariables = (kind: SealKind) =>
  settings[kind].map((key) => ({
    name: variable(key),
    valueFrom: { configMapKeyRef: { name: applyTimeConfigMap, key } },
  }));

function firstStart(product: SecretsProduct): readonly string[] {
  switch (product) {
    case "openbao":
      return [
        `if [ "$POD_NAME" = "${serverName(product, 0)}" ] && [ ! -e /openbao/initialized/complete ]; then`,
        `  cp /openbao/initialization/initialize.json ${preparedFolder(product)}/`,
        "fi",
      ];
    case "vault":
      return [];
  }
}

const preparedVolume = (product: SecretsProduct) => ({ name: "prepared", mountPath: preparedFolder(product) });

/** The init container that prepares what depends on the pod and on the key service. */
export function preparation(product: SecretsProduct, mirror: Mirror, kind: SealKind) {
  const { image, footprint } = secretsServer(product);
  return {
    name: "prepare",
    image: imageReference(image, mirror),
    command: ["/bin/sh", "-ec", script(product, kind)],
    env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }, ...sealVariables(kind)],
    resources: resources(podOf(footprint, "server")),
    securityContext: restrictedContainer,
    volumeMounts: [preparedVolume(product), ...preparationMounts(product, kind)],
  };
}

/** What the preparation reads beside variables. */
function preparationMounts(product: SecretsProduct, kind: SealKind) {
  const token =
    kind === "transit"
      ? [{ name: `userconfig-${sealSecret(product)}`, mountPath: secretsFolder(product), readOnly: true }]
      : [];
  switch (product) {
    case "openbao":
      return [
        { name: "initialization", mountPath: "/openbao/initialization", readOnly: true },
        { name: "initialized", mountPath: "/openbao/initialized", readOnly: true },
        ...token,
      ];
    case "vault":
      return token;
  }
}

/** Volumes of the pod beside the raft data. */
export const volumes = (product: SecretsProduct) => [
  { name: "prepared", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
  // The start script of the chart and the server's own scratch files: nothing else can be written to.
  { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
  ...firstStartVolumes(product),
];

function firstStartVolumes(product: SecretsProduct) {
  switch (product) {
    case "openbao":
      return [
        { name: "initialization", configMap: { name: initializationMap } },
        { name: "initialized", configMap: { name: initializedMap, optional: true } },
      ];
    case "vault":
      return [];
  }
}

/** What the server itself mounts of them. */
export const volumeMounts = (product: SecretsProduct) => [
  { ...preparedVolume(product), readOnly: true },
  { name: "tmp", mountPath: "/tmp" },
];

/** What unseals, mounted by the chart below its own folder, readable for the server's group; pods with a cloud's identity need nothing. */
export const extraVolumes = (product: SecretsProduct, kind: SealKind) =>
  unsealsBySecret(kind) ? [{ type: "secret", name: sealSecret(product), defaultMode: 0o440 }] : [];

/** Whether what unseals lies in a Secret; else pods have an identity of the cloud. */
export function unsealsBySecret(kind: SealKind): boolean {
  switch (kind) {
    case "kmip":
    case "static":
    case "transit":
      return true;
    case "awskms":
    case "azurekeyvault":
      return false;
  }
}

const { namespace } = openbao;

/** Objects that OpenBao's release brings beside the chart's own. */
export const extraObjects = (serviceAccount: string) => [
  {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: serviceAccount, namespace },
    automountServiceAccountToken: false,
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: initializationMap, namespace },
    data: { "initialize.json": selfInitialization() },
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: initializedMap,
      namespace,
      // Made when all servers are ready, and by no release removed: whoever deletes the volumes deletes this too.
      annotations: { "helm.sh/hook": "post-install", "helm.sh/hook-delete-policy": "before-hook-creation" },
    },
    data: { complete: "true" },
  },
];
