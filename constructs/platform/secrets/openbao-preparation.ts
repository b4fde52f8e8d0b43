import { images } from "../../../catalog";
import { openbao } from "../../../catalog/footprints/openbao";
import { imageReference } from "../../../language";
import { applyTimeConfigMap } from "../../infrastructure/apply-time-names";
import type { SealKey } from "../../infrastructure/infrastructure";
import type { SealSetting } from "../../infrastructure/seal-settings";
import { podOf, resources, restrictedContainer } from "../releases/pod-values";
import { openbaoServer } from "./openbao-configuration";
import { selfInitialization } from "./openbao-self-initialization";
import { sealSecret } from "./trust-seal";

/** Folder of the configuration that is known only where the pod runs; the server reads every file in it. */
export const preparedFolder = "/openbao/prepared";

/** Folder below which the chart mounts secrets. */
const secretsFolder = `/openbao/userconfig/${sealSecret}`;

/** ConfigMap with the requests of the first start. */
const initializationMap = `${openbao.component}-initialization`;

/** ConfigMap that says the first start is past. */
const initializedMap = `${openbao.component}-initialized`;

type SealKind = SealKey["kind"];

const settings: Readonly<Record<SealKind, readonly SealSetting[]>> = {
  kmip: ["seal-endpoint", "seal-key-id"],
  awskms: ["seal-key-id", "seal-region"],
  azurekeyvault: ["seal-key-id", "seal-tenant", "seal-vault"],
  static: ["seal-key-id"],
};

const variable = (setting: SealSetting): string => setting.replaceAll("-", "_").toUpperCase();

/** The seal as OpenBao reads it; variables are filled in where the pod runs. */
function seal(kind: SealKind) {
  switch (kind) {
    case "kmip":
      return {
        kmip: {
          endpoint: "$SEAL_ENDPOINT",
          kms_key_id: "$SEAL_KEY_ID",
          client_cert: `${secretsFolder}/tls.crt`,
          client_key: `${secretsFolder}/tls.key`,
          ca_cert: `${secretsFolder}/ca.crt`,
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
      return { static: { current_key_id: "$SEAL_KEY_ID", current_key: `file://${secretsFolder}/key` } };
  }
}

/**
 * Writes the seal, and for the first server's first start the requests that open it. Every server that finds those
 * requests on an empty volume founds an authority of its own instead of joining the others (openbao/openbao#3652,
 * seen with 2.6.2): so no other gets them, and the first no more once the installation was complete.
 */
const script = (kind: SealKind): string =>
  [
    `cat > ${preparedFolder}/seal.json <<END`,
    JSON.stringify({ seal: seal(kind) }),
    "END",
    `if [ "$POD_NAME" = "${openbaoServer(0)}" ] && [ ! -e /openbao/initialized/complete ]; then`,
    `  cp /openbao/initialization/initialize.json ${preparedFolder}/`,
    "fi",
  ].join("\n");

const preparedVolume = { name: "prepared", mountPath: preparedFolder };

/** The init container that prepares what depends on the pod and on the key service. */
export const preparation = (mirror: string, kind: SealKind) => ({
  name: "prepare",
  image: imageReference(images.openbao, mirror),
  command: ["/bin/sh", "-ec", script(kind)],
  env: [
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    ...settings[kind].map((key) => ({
      name: variable(key),
      valueFrom: { configMapKeyRef: { name: applyTimeConfigMap, key } },
    })),
  ],
  resources: resources(podOf(openbao, "server")),
  securityContext: restrictedContainer,
  volumeMounts: [
    preparedVolume,
    { name: "initialization", mountPath: "/openbao/initialization", readOnly: true },
    { name: "initialized", mountPath: "/openbao/initialized", readOnly: true },
  ],
});

/** Volumes of the pod beside the raft data. */
export const volumes = [
  { name: "prepared", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
  // The start script of the chart and the server's own scratch files: nothing else can be written to.
  { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
  { name: "initialization", configMap: { name: initializationMap } },
  { name: "initialized", configMap: { name: initializedMap, optional: true } },
];

/** What the server itself mounts of them. */
export const volumeMounts = [
  { ...preparedVolume, readOnly: true },
  { name: "tmp", mountPath: "/tmp" },
];

/** What unseals, mounted by the chart below its own folder, readable for the server's group; pods with a cloud's identity need nothing. */
export function extraVolumes(kind: SealKind) {
  switch (kind) {
    case "kmip":
    case "static":
      return [{ type: "secret", name: sealSecret, defaultMode: 0o440 }];
    case "awskms":
    case "azurekeyvault":
      return [];
  }
}

const { namespace } = openbao;

/** Objects that the release brings beside the chart's own. */
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
