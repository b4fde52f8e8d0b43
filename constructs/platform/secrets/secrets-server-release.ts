import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { secretsServer, type SecretsProduct } from "../../../catalog";
import { gibibytes, toBytes, type Quantity } from "../../../language";
import type { SealKey } from "../../infrastructure/infrastructure";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredImage, mirroredRepository } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, restrictedContainer, restrictedPod, spread } from "../releases/pod-values";
import { dataFolder, serverConfiguration } from "./server-configuration";
import { extraObjects, extraVolumes, preparation, preparedFolder, volumeMounts, volumes } from "./server-preparation";
import { terraformAccess } from "./terraform-policy";

/** How the servers reach their seal key. */
export interface SealAccess {
  readonly kind: SealKey["kind"];
  /** What ties the servers' service account to an identity of the cloud. */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Who makes the servers' service account: Terraform where only applying tells what ties it to its identity. Default: the chart. */
  readonly account?: "by-chart" | "by-terraform";
}

export interface SecretsServerReleaseProps extends ReleaseProps {
  readonly product: SecretsProduct;
  readonly seal: SealAccess;
  /** Class of the volumes: encrypted. */
  readonly storageClass: string;
  /** Volume of one server. Default: 10 GiB, the publishers' (chart openbao 0.29.2, read 2026-08-18; vault 0.34.1, 2026-08-13). */
  readonly size?: Quantity<"MiB">;
}

/**
 * What holds the secrets, as three servers, one a zone, that keep their data in raft and unseal themselves with a key outside the
 * cluster. OpenBao's first start opens it for Terraform and for no one else, with a root token nobody ever holds; Vault stands closed until
 * `VaultInitialization` does the same. Needs in its namespace: the Secret of the seal, and the ConfigMap of apply-time values.
 */
export class SecretsServerRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: SecretsServerReleaseProps) {
    super(scope, id);
    const { chart, footprint } = secretsServer(props.product);
    const { component, namespace } = footprint;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart,
      values: secretsServerValues(props),
    });
  }
}

type ValuesProps = Omit<SecretsServerReleaseProps, "dependsOn">;

export function secretsServerValues(props: ValuesProps): HelmValues {
  const { product, seal } = props;
  const { footprint } = secretsServer(product);
  return {
    global: { imagePullSecrets: [{ name: props.pullSecret }], tlsDisable: true },
    // External Secrets does their work.
    injector: { enabled: false },
    csi: { enabled: false },
    ui: { enabled: false },
    server: {
      image: imageOf(props),
      logFormat: "json",
      ...pods(product),
      ...cluster(props),
      extraInitContainers: [preparation(product, props.mirror, seal.kind)],
      extraArgs: `-config=${preparedFolder(product)}`,
      extraVolumes: extraVolumes(product, seal.kind),
      serviceAccount:
        seal.account === "by-terraform"
          ? { create: false, name: footprint.component }
          : { annotations: { ...seal.serviceAccountAnnotations } },
      extraLabels: { ...seal.podLabels },
      volumes: volumes(product),
      volumeMounts: volumeMounts(product),
      // Clients find servers that answer; servers find each other by their own names, ready or not.
      service: { publishNotReadyAddresses: false },
      // Checks the tokens with which pods log in.
      authDelegator: { enabled: true },
    },
    serverTelemetry: { serviceMonitor: { enabled: true, interval: "30s" } },
    ...ownObjects(product),
  };
}

/** Vault's chart knows no registry beside the repository. */
function imageOf({ product, mirror }: ValuesProps) {
  const { image } = secretsServer(product);
  switch (product) {
    case "openbao":
      return mirroredImage(image, mirror);
    case "vault":
      return mirroredRepository(image, mirror);
  }
}

function ownObjects(product: SecretsProduct): HelmValues {
  switch (product) {
    case "openbao":
      return { extraObjects: extraObjects(terraformAccess.serviceAccount) };
    case "vault":
      // Its chart takes none: they stand in a release of their own.
      return {};
  }
}

function pods(product: SecretsProduct) {
  const pod = podOf(secretsServer(product).footprint, "server");
  return {
    resources: resources(pod),
    topologySpreadConstraints: spread(pod),
    ...startsAndChanges(product),
    terminationGracePeriodSeconds: 30,
    statefulSet: {
      securityContext: {
        pod: {
          ...restrictedPod,
          runAsUser: 100,
          runAsGroup: 1000,
          fsGroup: 1000,
          fsGroupChangePolicy: "OnRootMismatch",
        },
        container: restrictedContainer,
      },
    },
  };
}

/** How servers start, and start anew when their configuration changes. */
function startsAndChanges(product: SecretsProduct) {
  switch (product) {
    case "openbao":
      return {
        // All at once: after an outage no server waits for another one to be ready first.
        podManagementPolicy: "Parallel",
        updateStrategyType: "RollingUpdate",
        configAnnotation: true,
      };
    case "vault":
      return {
        updateStrategyType: "RollingUpdate",
        includeConfigAnnotation: true,
        // One that waits to be initialized is ready, so that the release can end and the initialization begin; one that is sealed is not.
        readinessProbe: { enabled: true, path: "/v1/sys/health?standbyok=true&perfstandbyok=true&uninitcode=204" },
      };
  }
}

function cluster({ product, storageClass, size = gibibytes(10) }: ValuesProps) {
  return {
    ha: {
      enabled: true,
      replicas: replicasOf(secretsServer(product).footprint, "server"),
      // Servers keep their names in raft, so that one that lost its volume takes its own place again.
      raft: { enabled: true, setNodeId: true, config: serverConfiguration(product) },
      // Two of three are the quorum.
      disruptionBudget: { enabled: true, maxUnavailable: 1 },
    },
    dataStorage: { enabled: true, mountPath: dataFolder(product), size: toBytes(size), storageClass },
    // The audit trail goes to the container's output, where the log agent takes it.
    auditStorage: { enabled: false },
  };
}
