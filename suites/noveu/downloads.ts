import { images } from "../../catalog";
import { defineService, enforced, figure, mebibytes, millicores, quantity } from "../../language";
import { checksums, downloadPage, downloadSite } from "./download-page";

const estimated = {
  kind: "estimate",
  ref: "no published figure for files from disk; to be replaced by a load test",
  date: "2026-11-21",
} as const;

const decided = { kind: "decision", ref: "bestek downloads", date: "2026-11-21" } as const;

/**
 * Where people find the programs for their desk and telephone, and how each signs in: files of an image, the same for all tenants. Nobody
 * signs in to fetch one, and nothing that is told here is anybody's own.
 */
export const downloads = defineService({
  name: "downloads",
  title: "Programs to install",
  layer: "presentation",
  tenancy: "multi-tenant",
  workloads: {
    web: {
      zone: "services",
      running: { kind: "stateless", targetCpuPercent: 70 },
      activity: "every-site",
      image: images.programs,
      user: { uid: 101, gid: 101 },
      command: ["nginx", "-g", "daemon off;"],
      ports: { http: { port: 8080, protocol: "TCP" } },
      probes: {
        startup: { kind: "http", port: "http", path: "/health" },
        liveness: { kind: "http", port: "http", path: "/health" },
        readiness: { kind: "http", port: "http", path: "/health" },
      },
      environment: () => ({}),
      files: (at) => ({ "default.conf": downloadSite, "index.html": downloadPage(at), SHA256SUMS: checksums }),
      volumes: {
        temporary: {
          kind: "scratch",
          medium: "disk",
          size: { fixed: figure(mebibytes(64), "temporary files of one web server", decided) },
        },
      },
      mounts: [
        { volume: "files", path: "/etc/nginx/conf.d/default.conf", folder: "default.conf", readOnly: true },
        { volume: "files", path: "/usr/share/nginx/html/index.html", folder: "index.html", readOnly: true },
        { volume: "files", path: "/usr/share/nginx/html/SHA256SUMS", folder: "SHA256SUMS", readOnly: true },
        { volume: "temporary", path: "/tmp" },
      ],
      preparation: [],
      sizing: {
        kind: "per-users",
        usersPerReplica: figure(
          quantity(20_000, "users/replica"),
          "named users one web server of files serves",
          estimated,
        ),
        footing: {
          cpu: figure(millicores(50), "processor of one web server of files", estimated),
          memory: figure(mebibytes(64), "memory of one web server of files", estimated),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      egress: [],
    },
  },
  needs: {},
  secrets: {},
  exposes: [
    { kind: "https", label: "downloads", workload: "web", port: "http", access: "service-decides", caching: "public" },
  ],
  without: {},
});
