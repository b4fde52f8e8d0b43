import { images } from "../../catalog";
import {
  days,
  defineService,
  enforced,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  quantity,
  replicas,
  type Source,
  type Volume,
} from "../../language";
import type { AntivirusRules } from "./antivirus-rules";
import {
  ageScript,
  clamavPorts,
  milterConfiguration,
  scannerConfiguration,
  scannerScript,
  signatureFolder,
  updaterConfiguration,
} from "./clamav-configuration";

const decided: Source = { kind: "decision", ref: "bestek antivirus", date: "2026-11-21" };
const estimated: Source = {
  kind: "estimate",
  ref: "no published figure; to be replaced by a load test",
  date: "2026-11-21",
};

/** Oldest signatures that are no fault: the publisher makes new ones every day. */
const maximumAge = figure(days(3), "age of signatures at which somebody must look", decided);

const scratch = (size: number, meaning: string): Volume => ({
  kind: "scratch",
  medium: "disk",
  size: { fixed: figure(mebibytes(size), meaning, decided) },
});

const common = {
  zone: "services",
  activity: "active-site-only",
  image: images.clamav,
  user: { uid: 1001, gid: 1001 },
  preparation: [],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  environment: () => ({}),
} as const;

const small = (cpu: number, memory: number, what: string) => ({
  cpu: figure(millicores(cpu), `processor of ${what}`, estimated),
  memory: figure(mebibytes(memory), `memory of ${what}`, estimated),
});

/**
 * Looks for viruses in mail and files, one for all tenants: it sees contents, and keeps nothing. Who asks and gets no answer refuses what
 * it holds, for now: the mail servers with a temporary failure, the files with a failed upload.
 */
export const antivirus = ({ signatures }: AntivirusRules) =>
  defineService({
    name: "antivirus",
    title: "Antivirus",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      scanner: {
        ...common,
        running: { kind: "stateless", targetCpuPercent: 70 },
        command: ["sh", "/etc/clamav/start.sh"],
        ports: { scanner: { port: clamavPorts.scanner, protocol: "TCP" } },
        probes: {
          startup: { kind: "tcp", port: "scanner" },
          liveness: { kind: "tcp", port: "scanner" },
          readiness: { kind: "tcp", port: "scanner" },
          startupSeconds: 300,
        },
        files: () => ({
          "clamd.conf": scannerConfiguration,
          "freshclam.conf": updaterConfiguration(signatures),
          "start.sh": scannerScript,
        }),
        volumes: {
          signatures: scratch(2048, "signatures of one scanner, twice while new ones come in"),
          temporary: scratch(4096, "what one scanner unpacks"),
        },
        mounts: [
          { volume: "files", path: "/etc/clamav", readOnly: true },
          { volume: "signatures", path: signatureFolder },
          { volume: "temporary", path: "/tmp" },
        ],
        preparation: [
          {
            // The publisher turns away who fetches everything at every start: what the image has is brought up to date instead.
            image: images.clamav,
            command: ["sh", "-c", `cp ${signatureFolder}/*.c?d /signatures/`],
            mounts: [{ volume: "signatures", path: "/signatures" }],
          },
        ],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(5000, "users/replica"),
            "named users whose mail and uploads one scanner looks at",
            estimated,
          ),
          footing: {
            cpu: figure(millicores(500), "processor of one scanner", estimated),
            memory: figure(gibibytes(3), "memory of one scanner, its signatures included", {
              kind: "documentation",
              ref: "ClamAV manual, Docker: at least 3 GiB, without a second copy of the signatures during a reload",
              date: "2026",
            }),
          },
        },
        egress: [
          {
            kind: "internet",
            port: 443,
            protocol: "TCP",
            reason: "signatures of viruses are fetched from their publisher, or from the customer's copy",
          },
        ],
      },
      milter: {
        ...common,
        running: { kind: "stateless", targetCpuPercent: 70 },
        command: ["clamav-milter", "--config-file=/etc/clamav/clamav-milter.conf"],
        ports: { milter: { port: clamavPorts.milter, protocol: "TCP" } },
        probes: {
          startup: { kind: "tcp", port: "milter" },
          liveness: { kind: "tcp", port: "milter" },
          readiness: { kind: "tcp", port: "milter" },
        },
        files: (at) => ({ "clamav-milter.conf": milterConfiguration(at) }),
        volumes: { temporary: scratch(2048, "messages on their way through one milter") },
        mounts: [
          { volume: "files", path: "/etc/clamav", readOnly: true },
          { volume: "temporary", path: "/tmp" },
        ],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(20_000, "users/replica"),
            "named users whose mail one milter passes on",
            estimated,
          ),
          footing: small(50, 128, "one milter"),
        },
        egress: [{ kind: "service", service: "antivirus", workload: "scanner", port: "scanner" }],
      },
      age: {
        ...common,
        running: { kind: "scheduled", schedule: "23 * * * *" },
        command: ["sh", "/etc/bestek/age.sh"],
        ports: {},
        environment: (at) => ({
          SCANNER_HOST: at.workload("antivirus", "scanner"),
          MAXIMUM_AGE_SECONDS: String(maximumAge.value * 86_400),
        }),
        files: () => ({ "age.sh": ageScript }),
        volumes: {},
        mounts: [{ volume: "files", path: "/etc/bestek", readOnly: true }],
        sizing: {
          kind: "fixed",
          replicas: figure(replicas(1), "one look at a time", decided),
          footing: small(10, 32, "one look at the signatures' age"),
        },
        proves: {
          claim: "every scanner's signatures are younger than three days",
          kept: "log of the job, among the logs of the site; time of its success, as a metric",
          controls: ["A.8.7"],
          every: figure(
            days(1),
            "between two looks at the signatures' age that ended well: it is looked at every hour",
            decided,
          ),
        },
        egress: [{ kind: "service", service: "antivirus", workload: "scanner", port: "scanner" }],
      },
    },
    needs: {},
    secrets: {},
    exposes: [],
    without: {},
  });
