import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images, keptByHelm } from "../../../catalog";
import { jaeger } from "../../../catalog/footprints/jaeger";
import { days, gibibytes, toBytes, type Quantity } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { mirroredImage } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, restrictedContainer, restrictedPod } from "../releases/pod-values";
import { jaegerConfiguration, storageFolder } from "./jaeger-configuration";

export interface JaegerReleaseProps extends ReleaseProps {
  /** Class of the volume: encrypted. */
  readonly storageClass: string;
  /** Volume of the traces. Default: 20 GiB. */
  readonly size?: Quantity<"MiB">;
  /** Days until a trace is dropped. Default: 3. */
  readonly retention?: Quantity<"days">;
}

const claim = "jaeger-traces";

/** One Jaeger that takes traces over OTLP and keeps them on a volume of its own. */
export class JaegerRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: JaegerReleaseProps) {
    super(scope, id);
    const { component, namespace } = jaeger;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.jaeger,
      values: jaegerValues(props),
    });
  }
}

export function jaegerValues({
  mirror,
  pullSecret,
  storageClass,
  size = gibibytes(20),
  retention = days(3),
}: Omit<JaegerReleaseProps, "dependsOn">): HelmValues {
  return {
    userconfig: jaegerConfiguration(retention),
    // The configuration says where traces lie; the chart shall add nothing for a database.
    storage: { type: "badger" },
    jaeger: {
      image: { ...mirroredImage(images.jaeger, mirror), pullSecrets: [{ name: pullSecret }] },
      replicas: replicasOf(jaeger, "server"),
      // The volume belongs to one pod at a time.
      strategy: { type: "Recreate" },
      resources: resources(podOf(jaeger, "server")),
      serviceAccount: { automountServiceAccountToken: false },
      podSecurityContext: { ...restrictedPod, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001 },
      securityContext: restrictedContainer,
      extraVolumes: [{ name: "traces", persistentVolumeClaim: { claimName: claim } }],
      extraVolumeMounts: [{ name: "traces", mountPath: storageFolder }],
    },
    extraObjects: [
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name: claim, annotations: keptByHelm },
        spec: {
          accessModes: ["ReadWriteOnce"],
          storageClassName: storageClass,
          resources: { requests: { storage: toBytes(size) } },
        },
      },
    ],
  };
}
