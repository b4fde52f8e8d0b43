import { images } from "../../catalog";
import {
  cores,
  defineService,
  enforced,
  figure,
  gibibytes,
  mebibytes,
  quantity,
  refuses,
  type Volume,
} from "../../language";
import { collaboraConfig, collaboraPort, collaboraRequests, documentParameter } from "./collabora-configuration";
import type { OfficeRules } from "./office-rules";

const decided = { kind: "decision", ref: "bestek office editing", date: "2026-11-21" } as const;

const openDesk = {
  kind: "measurement",
  ref: "openDesk scaling guide: Collabora takes one processor for 15 active users, and 50 MB of memory for each",
  date: "2026-11-20",
} as const;

const editorsPerProcessor = 15;
const processors = 2;

const scratch = (size: number, meaning: string): Volume => ({
  kind: "scratch",
  medium: "disk",
  size: { fixed: figure(mebibytes(size), meaning, decided) },
});

const pages = { kind: "http", port: "http", path: "/" } as const;

/**
 * Documents are edited in the browser by several at once: Collabora, one for all tenants, since it keeps nothing. It fetches a document from
 * the tenant's files, with a token of whoever opened it, and stores it there. All who edit one document meet on one member.
 */
export const office = ({ editing }: OfficeRules) =>
  defineService({
    name: "office",
    title: "Office editing",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      web: {
        zone: "services",
        // No member comes or goes with the load: that would part those who edit one document.
        running: { kind: "stateful" },
        activity: "active-site-only",
        image: images.collabora,
        user: { uid: 1001, gid: 1001 },
        // The image's own script writes into the configuration, makes certificates and keys: all of that is in our file, or not used.
        command: ["/usr/bin/coolwsd", "--version", "--config-file=/etc/bestek/coolwsd.xml"],
        ports: { http: { port: collaboraPort, protocol: "TCP" } },
        probes: { startup: pages, liveness: pages, readiness: pages, startupSeconds: 300 },
        environment: () => ({ HOME: "/tmp", SAL_LOG: "-INFO-WARN" }),
        files: (at) => ({ "coolwsd.xml": collaboraConfig(at) }),
        volumes: {
          documents: scratch(8192, "documents that are open in one member"),
          cache: scratch(1024, "fonts and templates that one member has unpacked"),
          temporary: scratch(2048, "temporary files of one member"),
        },
        mounts: [
          { volume: "files", path: "/etc/bestek", readOnly: true },
          { volume: "documents", path: "/opt/cool/child-roots" },
          { volume: "cache", path: "/opt/cool/cache" },
          { volume: "temporary", path: "/tmp" },
        ],
        preparation: [],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(Math.floor((processors * editorsPerProcessor) / editing), "users/replica"),
            `named users of one member: ${String(processors * editorsPerProcessor)} who edit, ${String(editing * 100)} % of all at the busiest moment`,
            openDesk,
          ),
          footing: {
            cpu: figure(cores(processors), "processors of one member", openDesk),
            memory: figure(
              gibibytes(3),
              "memory of one member: 30 editors at 50 MB, and as much for the server",
              openDesk,
            ),
          },
        },
        readOnlyRoot: enforced,
        bindsLowPorts: { kind: "never" },
        egress: [{ kind: "service", service: "files", workload: "web", port: "http" }],
      },
    },
    needs: {},
    secrets: {},
    exposes: [
      {
        kind: "https",
        label: "office",
        workload: "web",
        port: "http",
        access: "service-decides",
        requests: collaboraRequests,
        meetsBy: documentParameter,
        encodedSlashes: "kept",
      },
    ],
    without: { files: refuses("documents lie in files alone; what is open is stored once they are back") },
  });
