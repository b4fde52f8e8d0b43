import { images } from "../../../catalog";
import { openbao } from "../../../catalog/footprints/openbao";
import { imageReference } from "../../../language";
import { applyTimeConfigMap, type ApplyTimeValues } from "../../infrastructure/apply-time-values";
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

const fromApplyTime = (name: string, key: keyof ApplyTimeValues) => ({
  name,
  valueFrom: { configMapKeyRef: { name: applyTimeConfigMap, key } },
});

const seal = {
  seal: {
    kmip: {
      endpoint: "$SEAL_ENDPOINT",
      kms_key_id: "$SEAL_KEY_ID",
      client_cert: `${secretsFolder}/tls.crt`,
      client_key: `${secretsFolder}/tls.key`,
      ca_cert: `${secretsFolder}/ca.crt`,
    },
  },
};

/**
 * Writes the seal, and for the first server's first start the requests that open it. Every server that finds those
 * requests on an empty volume founds an authority of its own instead of joining the others (openbao/openbao#3652,
 * seen with 2.6.2): so no other gets them, and the first no more once the installation was complete.
 */
const script = [
  `cat > ${preparedFolder}/seal.json <<END`,
  JSON.stringify(seal),
  "END",
  `if [ "$POD_NAME" = "${openbaoServer(0)}" ] && [ ! -e /openbao/initialized/complete ]; then`,
  `  cp /openbao/initialization/initialize.json ${preparedFolder}/`,
  "fi",
].join("\n");

const preparedVolume = { name: "prepared", mountPath: preparedFolder };

/** The init container that prepares what depends on the pod and on the key service. */
export const preparation = (mirror: string) => ({
  name: "prepare",
  image: imageReference(images.openbao, mirror),
  command: ["/bin/sh", "-ec", script],
  env: [
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    fromApplyTime("SEAL_ENDPOINT", "seal-endpoint"),
    fromApplyTime("SEAL_KEY_ID", "seal-key-id"),
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

/** Key and certificate for the key service, mounted by the chart below its own folder, readable for the server's group. */
export const extraVolumes = [{ type: "secret", name: sealSecret, defaultMode: 0o440 }];

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
