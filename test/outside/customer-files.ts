/** A small service of a customer's own. */
export const intranet = `import { defineService, enforced, figure, mebibytes, millicores, replicas, type Image } from "bestek";

const image: Image = { registry: "code.example.eu", repository: "zuid/intranet", tag: "1.4.0" };
const decided = { kind: "decision", ref: "two replicas of a static site", date: "2026-11-21" } as const;

export const intranet = defineService({
  name: "intranet",
  title: "Intranet",
  layer: "presentation",
  tenancy: "instance-per-tenant",
  workloads: {
    web: {
      zone: "services",
      running: { kind: "stateless", targetCpuPercent: 70 },
      activity: "every-site",
      image,
      user: { uid: 1000, gid: 1000 },
      ports: { http: { port: 8080, protocol: "TCP" } },
      probes: {
        startup: { kind: "http", port: "http", path: "/health" },
        liveness: { kind: "http", port: "http", path: "/health" },
        readiness: { kind: "http", port: "http", path: "/health" },
      },
      environment: (at) => ({ PUBLIC_URL: \`https://\${at.hostname("intranet")}\` }),
      files: () => ({}),
      volumes: {
        temporary: { kind: "scratch", medium: "disk", size: { fixed: figure(mebibytes(64), "temporary files", decided) } },
      },
      mounts: [{ volume: "temporary", path: "/tmp" }],
      preparation: [],
      sizing: {
        kind: "fixed",
        replicas: figure(replicas(2), "replicas of the intranet", decided),
        footing: {
          cpu: figure(millicores(50), "processor of one replica", decided),
          memory: figure(mebibytes(64), "memory of one replica", decided),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      egress: [],
    },
  },
  needs: {},
  secrets: {},
  exposes: [{ kind: "https", label: "intranet", workload: "web", port: "http", access: "service-decides" }],
  without: {},
});
`;

/** Adds the service, a patch and a second stage to the page that \`bestek new\` wrote. */
export const extended = (page: string): string =>
  page
    .replace('ovh } from "bestek";', 'ovh, stage } from "bestek";\nimport { intranet } from "../services/intranet";')
    .replace("suite: noveu(),", 'suite: noveu({ services: { intranet }, without: ["files"] }),')
    .replace("export default defineEnvironment({", "const production = defineEnvironment({")
    .replace(
      /\}\);\n$/,
      `  patches: [
    {
      kind: "Deployment",
      name: "intranet-web",
      namespace: "intranet",
      operations: [{ op: "add", path: "/spec/revisionHistoryLimit", value: 3 }],
      reason: "the customer keeps three revisions",
    },
  ],
});

export default production;
export const acceptance = stage(production, { name: "acceptance-zuid", users: 50 });
`,
    );
