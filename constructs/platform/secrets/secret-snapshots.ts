import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { images, secretsAddressOf, secretsServer, type SecretsProduct } from "../../../catalog";
import { imageReference, type Mirror } from "../../../language";
import { workloadLabels } from "../../../planning/placement";
import { tokenFor } from "../../kubernetes/api-token";
import { contentHash } from "../../kubernetes/content-hash";
import { jobContainer } from "./job-container";
import { inMemory, jobPod } from "./job-pod";
import { secretsAudience } from "./secret-paths";
import { markScript } from "./snapshot-mark";
import { snapshotAccess } from "./snapshot-access";
import { copyArguments, identityLabels, remoteOf, remoteSettings, type SnapshotPlace } from "./snapshot-store";

/** What a site does with snapshots of the secrets. */
export type SnapshotDuty =
  /** Serves: takes one every `minutes`, and can be told to read one back from `restoreFrom`. */
  | {
      readonly kind: "save";
      /** Id of the site, which stands in the mark of each snapshot. */
      readonly site: string;
      readonly minutes: number;
      readonly to: SnapshotPlace;
      readonly restoreFrom: SnapshotPlace;
    }
  /** Follows: reads the other site's back, now and then, so that it has every secret when it takes over. */
  | { readonly kind: "follow"; readonly from: SnapshotPlace };

export interface SecretSnapshotsProps {
  readonly product: SecretsProduct;
  readonly duty: SnapshotDuty;
  readonly mirror: Mirror;
  readonly pullSecret: string;
  /** What ties the pods' service account to an identity of the cloud; absent where they bear keys, or labels say it. */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}

/** CronJobs; people start one at once with `kubectl create job --from=cronjob/<name>`. */
export const snapshotJobs = { save: "secrets-save", restore: "secrets-restore", follow: "secrets-follow" } as const;

/** Workload of the pods, as flows and policies know it. */
export const snapshotWorkload = "snapshots";

const file = "/work/raft.snap";
const tokenFolder = (product: SecretsProduct): string => `/var/run/secrets/${product}`;

/** Servers forward reads to the leader, but a snapshot is asked of the leader itself. */
const leader = (product: SecretsProduct): string => secretsAddressOf(secretsServer(product), "leader");

/** What is done with a snapshot; one that is taken bears a mark of the site. */
type Deed = { readonly kind: "save"; readonly site: string } | { readonly kind: "restore" };

/** Signs in, then does one thing. Without `-force`: a snapshot that another seal has closed is refused, and nothing is lost. */
function signedIn(product: SecretsProduct, deed: Deed): readonly string[] {
  const { name, variables } = secretsServer(product).program;
  const token = `${tokenFolder(product)}/token`;
  const steps = [
    `${variables}_TOKEN="$(${name} write -field=token auth/${snapshotAccess.mount}/login role=${snapshotAccess.role} jwt=@${token})"`,
    `export ${variables}_TOKEN`,
    `${name} operator raft snapshot ${deed.kind} ${file}`,
  ];
  switch (deed.kind) {
    case "save":
      return [
        ...markScript(product, deed.site, token),
        ...steps,
        // Storage keeps when a file was last written: the moment of the mark ties the two together, in one object.
        `if [ -n "$at" ]; then touch -d "@$at" ${file}; fi`,
      ];
    case "restore":
      return steps;
  }
}

/**
 * Carries what the secrets server holds to the site that will need it, through the archive in another region. A snapshot is encrypted by
 * the server itself: only servers with the same seal key can read it.
 */
export class SecretSnapshots extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretSnapshotsProps,
  ) {
    super(scope, id);
    new k8s.KubeServiceAccount(this, "service-account", {
      metadata: {
        name: snapshotAccess.serviceAccount,
        ...(props.accountAnnotations === undefined ? {} : { annotations: { ...props.accountAnnotations } }),
      },
      automountServiceAccountToken: false,
    });
    const { duty } = props;
    switch (duty.kind) {
      case "save":
        this.cron(snapshotJobs.save, `*/${String(duty.minutes)} * * * *`, this.saving(duty.site, duty.to), false);
        // Never by itself: it replaces every secret by those of the snapshot.
        this.cron(snapshotJobs.restore, "0 0 1 1 *", this.restoring(duty.restoreFrom), true);
        return;
      case "follow":
        this.cron(snapshotJobs.follow, "17 * * * *", this.restoring(duty.from), false);
        this.now(duty.from);
        return;
    }
  }

  private cron(name: string, schedule: string, template: k8s.PodTemplateSpec, suspend: boolean): void {
    new k8s.KubeCronJob(this, name, {
      metadata: { name, labels: this.labels },
      spec: {
        schedule,
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        suspend,
        startingDeadlineSeconds: 120,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 600, template } },
      },
    });
  }

  /**
   * The release ends when the secrets are there: what comes after it needs them. At the first installation the other site may not have
   * saved any yet: then it says so, waits, and fails at its deadline.
   */
  private now(from: SnapshotPlace): void {
    const template = this.pod(from, this.waiting(from), this.server("read-back", { kind: "restore" }));
    new k8s.KubeJob(this, "first", {
      metadata: { name: `${snapshotJobs.follow}-${contentHash(template)}`, labels: this.labels },
      spec: { backoffLimit: 1, activeDeadlineSeconds: 840, template },
    });
  }

  private get labels(): Record<string, string> {
    return { ...workloadLabels(secretsServer(this.props.product).footprint.namespace, snapshotWorkload) };
  }

  private saving(site: string, to: SnapshotPlace): k8s.PodTemplateSpec {
    return this.pod(to, this.server("take", { kind: "save", site }), this.rclone("carry", to, [file, remoteOf(to)]));
  }

  private restoring(from: SnapshotPlace): k8s.PodTemplateSpec {
    return this.pod(
      from,
      this.rclone("fetch", from, [remoteOf(from), file]),
      this.server("read-back", { kind: "restore" }),
    );
  }

  private pod(store: SnapshotPlace, first: k8s.Container, then: k8s.Container): k8s.PodTemplateSpec {
    return {
      metadata: { labels: { ...this.labels, ...identityLabels(store) } },
      spec: {
        ...jobPod({
          serviceAccount: snapshotAccess.serviceAccount,
          pullSecret: this.props.pullSecret,
          user: 100,
          group: 1000,
        }),
        initContainers: [first],
        containers: [then],
        volumes: [inMemory("work", "256Mi"), tokenFor(secretsAudience, "token", 600)],
      },
    };
  }

  private server(name: string, deed: Deed): k8s.Container {
    const { product, mirror } = this.props;
    const { image, program } = secretsServer(product);
    return {
      name,
      image: imageReference(image, mirror),
      command: ["/bin/sh", "-euc", signedIn(product, deed).join("\n")],
      env: [
        { name: `${program.variables}_ADDR`, value: leader(product) },
        // The command line looks for a token of earlier logins in its home.
        { name: "HOME", value: "/work" },
      ],
      ...jobContainer(),
      volumeMounts: [
        { name: "work", mountPath: "/work" },
        { name: "token", mountPath: tokenFolder(product), readOnly: true },
      ],
    };
  }

  /** Fetches the snapshot as soon as there is one. */
  private waiting(store: SnapshotPlace): k8s.Container {
    const { command: _, args, ...container } = this.rclone("fetch", store, [remoteOf(store), file]);
    const rclone = ["rclone", ...(args ?? [])].join(" ");
    return { ...container, command: ["/bin/sh", "-euc", waitFor(rclone, store.object)] };
  }

  private rclone(name: string, store: SnapshotPlace, [from, to]: readonly [string, string]): k8s.Container {
    return {
      name,
      image: imageReference(images.rclone, this.props.mirror),
      command: ["rclone"],
      args: copyArguments(from, to, "/work"),
      env: [...remoteSettings(store), { name: "HOME", value: "/work" }],
      ...jobContainer(),
      volumeMounts: [{ name: "work", mountPath: "/work" }],
    };
  }
}

/** Seconds that the first job waits for a snapshot, and between two looks; the rest of its deadline is for reading it back. */
const patience = { wait: 720, pause: 20 } as const;

/**
 * A folder that is missing ends rclone with 3, a file with 4, and a file in a bucket that exists with 0 and nothing fetched (documentation
 * of exit codes; tried with 1.75.1): only the file itself says that it is there.
 */
const waitFor = (rclone: string, object: string): string =>
  [
    `end=$(($(date +%s) + ${String(patience.wait)}))`,
    "while true; do",
    "  code=0",
    `  ${rclone} || code=$?`,
    `  if [ -s ${file} ]; then exit 0; fi`,
    '  case "$code" in 0 | 3 | 4) ;; *) echo "fetching the snapshot failed ($code)" >&2; exit "$code" ;; esac',
    `  if [ "$(date +%s)" -ge "$end" ]; then echo "no snapshot ${object} after ${String(patience.wait / 60)} minutes: apply the operators of the site that serves first, then this again" >&2; exit 1; fi`,
    `  echo "no snapshot ${object} yet: the site that serves saves one every few minutes once its operators run" >&2`,
    `  sleep ${String(patience.pause)}`,
    "done",
  ].join("\n");
