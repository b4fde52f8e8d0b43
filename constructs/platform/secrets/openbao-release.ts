import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images } from "../../../catalog";
import { openbao } from "../../../catalog/footprints/openbao";
import { gibibytes, toBytes, type Quantity } from "../../../language";
import type { SealKey } from "../../infrastructure/infrastructure";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredImage } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, restrictedContainer, restrictedPod, spread } from "../releases/pod-values";
import { dataFolder, openbaoConfiguration } from "./openbao-configuration";
import { extraObjects, extraVolumes, preparation, preparedFolder, volumeMounts, volumes } from "./openbao-preparation";
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

export interface OpenbaoReleaseProps extends ReleaseProps {
  readonly seal: SealAccess;
  /** Class of the volumes: encrypted. */
  readonly storageClass: string;
  /** Volume of one server. Default: 10 GiB, the publisher's (chart openbao 0.29.2, read 2026-08-18). */
  readonly size?: Quantity<"MiB">;
}

/**
 * OpenBao as three servers, one a zone, that keep their data in raft and unseal themselves with a key outside the
 * cluster, over KMIP. The first start opens it for Terraform and for no one else; a root token nobody ever holds. Needs
 * in its namespace: the Secret with the client certificate of the seal, and the ConfigMap of apply-time values.
 */
export class OpenbaoRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: OpenbaoReleaseProps) {
    super(scope, id);
    const { component, namespace } = openbao;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.openbao,
      values: openbaoValues(props),
    });
  }
}

export const openbaoValues = (props: Omit<OpenbaoReleaseProps, "dependsOn">): HelmValues => ({
  global: { imagePullSecrets: [{ name: props.pullSecret }], tlsDisable: true },
  // External Secrets does their work.
  injector: { enabled: false },
  csi: { enabled: false },
  ui: { enabled: false },
  server: {
    image: mirroredImage(images.openbao, props.mirror),
    logFormat: "json",
    ...pods(),
    ...cluster(props),
    extraInitContainers: [preparation(props.mirror, props.seal.kind)],
    extraArgs: `-config=${preparedFolder}`,
    extraVolumes: extraVolumes(props.seal.kind),
    serviceAccount:
      props.seal.account === "by-terraform"
        ? { create: false, name: openbao.component }
        : { annotations: { ...props.seal.serviceAccountAnnotations } },
    extraLabels: { ...props.seal.podLabels },
    volumes,
    volumeMounts,
    // Clients find servers that answer; servers find each other by their own names, ready or not.
    service: { publishNotReadyAddresses: false },
    // Checks the tokens with which pods log in.
    authDelegator: { enabled: true },
  },
  serverTelemetry: { serviceMonitor: { enabled: true, interval: "30s" } },
  extraObjects: extraObjects(terraformAccess.serviceAccount),
});

function pods() {
  const pod = podOf(openbao, "server");
  return {
    resources: resources(pod),
    topologySpreadConstraints: spread(pod),
    // All at once: after an outage no server waits for another one to be ready first.
    podManagementPolicy: "Parallel",
    updateStrategyType: "RollingUpdate",
    configAnnotation: true,
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

function cluster({ storageClass, size = gibibytes(10) }: Omit<OpenbaoReleaseProps, "dependsOn">) {
  return {
    ha: {
      enabled: true,
      replicas: replicasOf(openbao, "server"),
      // Servers keep their names in raft, so that one that lost its volume takes its own place again.
      raft: { enabled: true, setNodeId: true, config: openbaoConfiguration() },
      // Two of three are the quorum.
      disruptionBudget: { enabled: true, maxUnavailable: 1 },
    },
    dataStorage: { enabled: true, mountPath: dataFolder, size: toBytes(size), storageClass },
    // The audit trail goes to the container's output, where the log agent takes it.
    auditStorage: { enabled: false },
  };
}
