import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { freePorts } from "../parts/free-ports";
import { startProgram, whenReady, type Program } from "../parts/program";
import { ApiClient, type ApiAccess } from "./api-client";
import { writeKubeconfig } from "./kubeconfig";

/** A Kubernetes API on loopback, and what acts on it. */
export interface ControlPlane {
  readonly access: ApiAccess;
  /** File by which kubectl, Helm and controllers reach it as an administrator. */
  readonly kubeconfig: string;
  /** Ends every program. The folder is the caller's to remove. */
  readonly stop: () => Promise<void>;
}

export interface ControlPlaneProps {
  /** Folder of the part: `etcd`, `kube-apiserver`, `kube-controller-manager`, `kube-scheduler`. */
  readonly programs: string;
  /** Empty folder for data, keys and logs. */
  readonly folder: string;
  /** Arguments beside those that make it a cluster, by program. The scheduler runs only where it is named. */
  readonly arguments?: {
    readonly apiServer?: readonly string[];
    readonly controllerManager?: readonly string[];
    readonly scheduler?: readonly string[];
  };
  /** Gives the start up once it says so. */
  readonly stopped?: AbortSignal | undefined;
}

const serviceNetwork = "10.3.0.0/16";

/** Users as a cluster has them: controllers hold no more rights than their own roles give. */
const users = {
  admin: "system:masters",
  "system:kube-controller-manager": "",
  "system:kube-scheduler": "",
} as const;

/**
 * Starts etcd, the API server with the admission plugins of a managed cluster, and the controller manager: quotas, service accounts and namespaces
 * are its work. Resolves when the API answers.
 *
 * @throws Error with the log of what did not start, the reason of `stopped` once it says so; nothing is left running.
 */
export async function startControlPlane(props: ControlPlaneProps): Promise<ControlPlane> {
  const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
  const file = (name: string): string => join(props.folder, name);
  const started: Program[] = [];
  const start = (program: string, flags: readonly string[], environment = {}): Program => {
    const running = startProgram({
      name: program,
      command: join(props.programs, program),
      arguments: flags,
      logFile: file(`${program}.log`),
      environment,
    });
    started.push(running);
    return running;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((program) => program.stop()));
  };

  try {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    writeFileSync(file("accounts.key"), privateKey, { mode: 0o600 });
    const tokens = Object.entries(users).map(([user, group]) => ({
      user,
      group,
      token: randomBytes(24).toString("hex"),
    }));
    writeFileSync(
      file("tokens.csv"),
      tokens.map(({ user, group, token }) => `${token},${user},${user},"${group}"\n`).join(""),
      { mode: 0o600 },
    );

    start("etcd", etcdFlags(file("etcd"), etcdPort, peerPort));
    const server = start(
      "kube-apiserver",
      [...apiServerFlags(file, etcdPort, port), ...(props.arguments?.apiServer ?? [])],
      rareCollection(),
    );
    const certificate = file("certificates/apiserver.crt");
    // Written after the certificate: a file that exists may still lack what is being written to it.
    const key = file("certificates/apiserver.key");
    await whenReady(server, () => Promise.resolve(existsSync(key)), props.stopped);
    const url = `https://127.0.0.1:${String(port)}`;
    const accessOf = (wanted: keyof typeof users): ApiAccess => ({
      url,
      authority: readFileSync(certificate, "utf8"),
      token: tokens.find(({ user }) => user === wanted)?.token ?? "",
    });
    const access = accessOf("admin");
    const client = new ApiClient(access);
    await whenReady(server, () => client.isReady(), props.stopped);
    client.close();

    const managerConfig = writeKubeconfig(file("controller-manager.yaml"), accessOf("system:kube-controller-manager"));
    start("kube-controller-manager", [
      ...controllerManagerFlags(file, managerConfig),
      ...(props.arguments?.controllerManager ?? []),
    ]);
    if (props.arguments?.scheduler !== undefined) {
      const schedulerConfig = writeKubeconfig(file("scheduler.yaml"), accessOf("system:kube-scheduler"));
      start("kube-scheduler", [
        `--kubeconfig=${schedulerConfig}`,
        "--leader-elect=false",
        "--secure-port=0",
        ...props.arguments.scheduler,
      ]);
    }
    return { access, kubeconfig: writeKubeconfig(file("admin.yaml"), access), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Collecting garbage costs the API server more than a tenth of its time: it may take memory instead, as far as there is some. */
const rareCollection = (): Readonly<Record<string, string>> => ({
  GOGC: "400",
  GOMEMLIMIT: `${String(Math.round(totalmem() / 2 ** 21))}MiB`,
});

const etcdFlags = (data: string, port: number, peerPort: number): readonly string[] => {
  const client = `http://127.0.0.1:${String(port)}`;
  const peer = `http://127.0.0.1:${String(peerPort)}`;
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--log-level=warn",
    // Nothing here outlives the machine's power.
    "--unsafe-no-fsync",
  ];
};

const apiServerFlags = (file: (name: string) => string, etcdPort: number, port: number): readonly string[] => [
  `--etcd-servers=http://127.0.0.1:${String(etcdPort)}`,
  `--secure-port=${String(port)}`,
  "--bind-address=127.0.0.1",
  "--advertise-address=127.0.0.1",
  // An endpoint on loopback is none that a Service may have.
  "--endpoint-reconciler-type=none",
  `--cert-dir=${file("certificates")}`,
  `--token-auth-file=${file("tokens.csv")}`,
  "--authorization-mode=Node,RBAC",
  // Beside those that are on of themselves: PodSecurity, ResourceQuota, LimitRanger, ValidatingAdmissionPolicy and twenty others.
  "--enable-admission-plugins=NodeRestriction",
  "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
  `--service-account-key-file=${file("accounts.key")}`,
  `--service-account-signing-key-file=${file("accounts.key")}`,
  `--service-cluster-ip-range=${serviceNetwork}`,
  "--allow-privileged=true",
  "--anonymous-auth=false",
  "--profiling=false",
];

const controllerManagerFlags = (file: (name: string) => string, kubeconfig: string): readonly string[] => [
  `--kubeconfig=${kubeconfig}`,
  "--leader-elect=false",
  "--secure-port=0",
  "--use-service-account-credentials=true",
  `--service-account-private-key-file=${file("accounts.key")}`,
  `--root-ca-file=${file("certificates/apiserver.crt")}`,
];
