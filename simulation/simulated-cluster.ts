import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textAt } from "../audit/facts/json";
import { Cluster } from "./cluster/cluster";
import { startControlPlane, type ControlPlane } from "./kubernetes/control-plane";
import { removeLeftFolders } from "./parts/process-folders";
import { startProgram, type Program } from "./parts/program";
import type { SiteWorld } from "./world/world";

/** Folders of the parts that a simulation needs. */
export interface SimulationParts {
  readonly kubernetes: string;
  readonly kwok: string;
}

/** Clients of a simulation wait for nothing that protects a real API from them. */
const [qps, burst] = [2000, 4000];

/** The scheduler tries a pod again after a second at most, so that nobody waits longer to know that it fits nowhere. */
const schedulerConfiguration = (kubeconfig: string) => ({
  apiVersion: "kubescheduler.config.k8s.io/v1",
  kind: "KubeSchedulerConfiguration",
  clientConnection: { kubeconfig, qps, burst },
  leaderElection: { leaderElect: false },
  podInitialBackoffSeconds: 1,
  podMaxBackoffSeconds: 1,
});

/** Quotas that are counted anew in a second, beside everything else that controllers do. */
const quotasPerSecond = 300;

/** Seconds between two counts of every quota: rarer where there are many, and still some times within the patience with what stands still. */
const quotaPeriod = ({ objects }: SiteWorld): number => {
  const quotas = objects.filter((object) => textAt(object, "kind") === "ResourceQuota").length;
  return Math.min(Math.max(Math.ceil(quotas / quotasPerSecond), 1), 5);
};

/** How a pod that was asked to go ends, by the kind of its controller. */
const podEnd = (name: string, operator: "In" | "NotIn", durationMilliseconds: number) => ({
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "Stage",
  metadata: { name },
  spec: {
    resourceRef: { apiGroup: "v1", kind: "Pod" },
    selector: {
      matchExpressions: [
        { key: ".metadata.deletionTimestamp", operator: "Exists" },
        { key: ".metadata.ownerReferences.[].kind", operator, values: ["StatefulSet"] },
      ],
    },
    delay: { durationMilliseconds },
    next: { finalizers: { empty: true }, delete: true },
  },
});

/**
 * Members of a set take a while to end, for the next one stands under the same name, and the controller of disruption budgets should have seen the
 * last one go. Other pods never bear a name again.
 */
const podEnds = [podEnd("member-end", "In", 1000), podEnd("pod-end", "NotIn", 0)];

const prefix = "bestek-simulation-";
/** Folder of a simulation: the id of its process, and what makes the name one of its own. */
const simulationFolder = new RegExp(`^${prefix}(\\d+)-[A-Za-z0-9]{6}$`);

/**
 * Starts a control plane with played nodes for one site, lets `act` use it, and leaves nothing behind; where an earlier one was killed, takes away what
 * that one left.
 *
 * @throws Error once `stopped` says so, when every program has ended.
 */
export async function withCluster<T>(
  parts: SimulationParts,
  world: SiteWorld,
  act: (cluster: Cluster) => Promise<T>,
  stopped?: AbortSignal,
): Promise<T> {
  removeLeftFolders(tmpdir(), simulationFolder);
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${String(process.pid)}-`));
  const running: (Pick<ControlPlane, "stop"> | Program)[] = [];
  try {
    const schedulerFile = join(folder, "scheduler-configuration.json");
    writeFileSync(schedulerFile, JSON.stringify(schedulerConfiguration(join(folder, "scheduler.yaml"))));
    const controlPlane = await startControlPlane({
      programs: parts.kubernetes,
      folder,
      stopped,
      arguments: {
        scheduler: [`--config=${schedulerFile}`],
        // A pod that is refused after a quota has counted it stays counted until the quota is counted anew, by default after five minutes.
        // Volumes are provided here and attached by nobody.
        controllerManager: [
          `--kube-api-qps=${String(qps)}`,
          `--kube-api-burst=${String(burst)}`,
          `--resource-quota-sync-period=${String(quotaPeriod(world))}s`,
          "--controllers=*,-persistentvolume-attach-detach-controller",
        ],
      },
    });
    running.push(controlPlane);
    const ends = podEnds.map((stage) => {
      const file = join(folder, `${stage.metadata.name}.json`);
      writeFileSync(file, JSON.stringify(stage));
      return file;
    });
    const stages = readdirSync(join(parts.kwok, "stages"))
      .filter((file) => file !== "pod-delete.yaml")
      .map((file) => join(parts.kwok, "stages", file));
    running.push(
      startProgram({
        name: "kwok",
        command: join(parts.kwok, "kwok"),
        arguments: [
          `--kubeconfig=${controlPlane.kubeconfig}`,
          "--manage-all-nodes=true",
          "--server-address=",
          ...[...stages, ...ends].map((file) => `--config=${file}`),
        ],
        logFile: join(folder, "kwok.log"),
      }),
    );
    const cluster = await Cluster.of(controlPlane.access, world);
    try {
      stopped?.throwIfAborted();
      return await unlessStopped(act(cluster), stopped);
    } finally {
      cluster.close();
    }
  } finally {
    for (const program of running.reverse()) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was asked of the cluster is refused, and so ends, once its programs are gone. */
function unlessStopped<T>(result: Promise<T>, stopped?: AbortSignal): Promise<T> {
  const end = new Promise<never>((_, reject) => {
    stopped?.addEventListener("abort", () => {
      reject(new Error("the simulation was stopped"));
    });
  });
  return Promise.race([result, end]);
}
