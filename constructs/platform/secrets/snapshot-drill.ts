import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { images, secretsServer, type SecretsProduct } from "../../../catalog";
import { imageReference, type Mirror, type SecretsDrillPlan } from "../../../language";
import { secretsDrill } from "../../../planning/flows";
import { workloadLabels } from "../../../planning/placement";
import { secretsDrillSchedule } from "../../../planning/secrets-drill";
import type { SealKey } from "../../infrastructure/infrastructure";
import { apiToken, apiTokenFolder, tokenFor } from "../../kubernetes/api-token";
import { workloadIdentityLabel } from "../../kubernetes/workload-identity";
import { jobContainer } from "./job-container";
import { inMemory, jobPod } from "./job-pod";
import { sealSecret } from "./seal-secret";
import { scratchAddress } from "./server-configuration";
import { preparedFolder, sealVariables, secretsFolder, unsealsBySecret } from "./server-preparation";
import { drilledFile, drillFolders, snapshotDrillScript } from "./snapshot-drill-script";
import { snapshotReading } from "./snapshot-mark";
import { copyArguments, remoteOf, remoteSettings, type SnapshotPlace } from "./snapshot-store";

export interface SnapshotDrillProps {
  readonly product: SecretsProduct;
  readonly plan: SecretsDrillPlan;
  readonly seal: SealKey["kind"];
  /** Whether snapshots are taken here: only what is taken here is drilled here. */
  readonly serves: boolean;
  /** Site that takes the snapshots, and where the newest lies. */
  readonly site: string;
  readonly from: SnapshotPlace;
  /** Seconds of writing that may be lost. */
  readonly promisedLoss: number;
  /** Role of the cloud that reads the snapshot, where one is taken on by the pod's token; absent where it bears keys, or labels say it. */
  readonly reader?: string;
  readonly mirror: Mirror;
  readonly pullSecret: string;
}

/** The CronJob that restores the newest snapshot of the secrets, and looks whether it opens. */
export const snapshotDrillJob = "secrets-drill";

/** Seconds for a server to start, open, take the snapshot and answer; the pod may take longer by what fetching takes. */
const patience = { script: 300, whole: 600 } as const;

/** Where the cloud's client looks for the token with which it takes on a role. */
const storageToken = "/var/run/secrets/storage";

/**
 * Proves every day that the newest snapshot of the secrets opens: fetches it as whoever carries snapshots, and restores it into a server that listens on its
 * own loopback, keeps everything in memory and ends with the job. The pod runs as the servers' own account, because that is who may unseal:
 * no one else is given the seal key, and none of this needs a root token that outlives the restore.
 */
export class SnapshotDrill extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SnapshotDrillProps,
  ) {
    super(scope, id);
    new k8s.KubeCronJob(this, "job", {
      metadata: { name: snapshotDrillJob, labels: this.labels },
      spec: {
        schedule: secretsDrillSchedule,
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        suspend: !this.props.serves,
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 3 * patience.whole, template: this.pod() } },
      },
    });
  }

  private get labels(): Record<string, string> {
    return { ...workloadLabels(secretsServer(this.props.product).footprint.namespace, secretsDrill) };
  }

  private pod(): k8s.PodTemplateSpec {
    const { product, seal, reader, pullSecret } = this.props;
    return {
      // What gives the servers an identity of their cloud gives it here.
      metadata: { labels: { ...this.labels, ...(seal === "azurekeyvault" ? workloadIdentityLabel : {}) } },
      spec: {
        ...jobPod({
          serviceAccount: secretsServer(product).footprint.component,
          pullSecret,
          user: 100,
          group: 1000,
        }),
        initContainers: [this.fetch()],
        containers: [this.drill()],
        volumes: [
          inMemory("work", "512Mi"),
          inMemory("prepared", "1Mi"),
          tokenFor(snapshotReading.audience, "token", 900),
          apiToken("api-token", 3600),
          ...(unsealsBySecret(seal)
            ? [{ name: "seal", secret: { secretName: sealSecret(product), defaultMode: 0o440 } }]
            : []),
          ...(reader === undefined ? [] : [tokenFor("sts.amazonaws.com", "storage-token", 900)]),
        ],
      },
    };
  }

  private fetch(): k8s.Container {
    const { from, reader, mirror } = this.props;
    return {
      name: "fetch",
      image: imageReference(images.rclone, mirror),
      command: ["rclone"],
      args: copyArguments(remoteOf(from), drilledFile, drillFolders.work),
      env: [
        ...remoteSettings(from),
        // Named here, so that the cluster's webhook does not put the servers' own role in their place.
        ...(reader === undefined
          ? []
          : [
              { name: "AWS_ROLE_ARN", value: reader },
              { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${storageToken}/token` },
            ]),
        { name: "HOME", value: drillFolders.work },
      ],
      ...jobContainer(),
      volumeMounts: [
        { name: "work", mountPath: drillFolders.work },
        ...(reader === undefined ? [] : [{ name: "storage-token", mountPath: storageToken, readOnly: true }]),
      ],
    };
  }

  private drill(): k8s.Container {
    const { product, plan, seal, site, promisedLoss, mirror } = this.props;
    const { image, program } = secretsServer(product);
    return {
      name: "drill",
      image: imageReference(image, mirror),
      command: [
        "/bin/sh",
        "-euc",
        snapshotDrillScript({ product, seal, site, promisedLoss, patience: patience.script }),
      ],
      env: [
        ...sealVariables(seal),
        { name: `${program.variables}_ADDR`, value: scratchAddress },
        // The command line looks for a token of earlier logins in its home, the server puts what it takes in where temporary files lie.
        { name: "HOME", value: drillFolders.work },
        { name: "TMPDIR", value: drillFolders.work },
      ],
      ...jobContainer({ cpu: plan.cpuRequest, memory: plan.memoryRequest }),
      volumeMounts: [
        { name: "work", mountPath: drillFolders.work },
        { name: "prepared", mountPath: preparedFolder(product) },
        { name: "token", mountPath: drillFolders.token, readOnly: true },
        { name: "api-token", mountPath: apiTokenFolder, readOnly: true },
        ...(unsealsBySecret(seal) ? [{ name: "seal", mountPath: secretsFolder(product), readOnly: true }] : []),
      ],
    };
  }
}
