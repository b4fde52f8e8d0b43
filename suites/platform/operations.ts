import { images } from "../../catalog";
import {
  continues,
  defineService,
  enforced,
  figure,
  mebibytes,
  millicores,
  refuses,
  replicas,
  type Exposure,
  type ServiceDefinition,
  type Surroundings,
} from "../../language";
import { gitPort } from "./git-configuration";
import { jumpHostConfiguration, jumpHostPorts, type Beyond } from "./jump-host";
import { settingsName } from "./settings";

/** Name of the service, and so of its namespace. */
export const operationsName = "ops";

/** Label under which people ask for the dashboards, of backups among them. */
const console = "ops";

const decided = {
  kind: "decision",
  ref: "a handful of administrators at a time; two replicas more than suffice",
  date: "2026-11-21",
} as const;

const administratorsOnly = [{ path: "/", groups: ["administrators"] }] as const;

const folder = "/etc/envoy";

const callback = (label: string) => ({ label, path: "/oauth2/callback" });

/** A public name of the jump host: each with the same guards. */
const way = (label: string): Exposure => ({
  kind: "https",
  label,
  workload: "jump-host",
  port: "http",
  access: "signed-in",
  allows: administratorsOnly,
  from: "operators",
});

/** Settings sign people in a second time, by name, at the realm that has just let them in. */
const git = (at: Surroundings): Beyond => ({
  label: "git",
  host: at.workload(settingsName, "forgejo"),
  port: gitPort,
  withheld: [],
});

/** A cookie or a password would make more of somebody than a reader of dashboards. */
const dashboards = (at: Surroundings): Beyond => ({
  label: console,
  ...at.dashboards(),
  withheld: ["authorization", "cookie"],
});

/**
 * The one door to management. Administrators come from the operators' networks, sign in with two factors, and are asked about at every
 * request, all at the gateway; this alone of what lies outside management may open connections into it, and writes down who
 * asked for what. Behind it is the console: dashboards of every service, and of backups and restore drills, to be read.
 */
export const operations = defineService({
  name: operationsName,
  title: "Operations",
  layer: "application",
  tenancy: "multi-tenant",
  workloads: {
    "jump-host": {
      zone: "dmz",
      door: "jump-host",
      running: { kind: "stateless", targetCpuPercent: 80 },
      activity: "every-site",
      image: images.envoyProxy,
      user: { uid: 65532, gid: 65532 },
      command: ["envoy"],
      arguments: ["--config-path", `${folder}/envoy.yaml`, "--disable-hot-restart", "--log-level", "warn"],
      ports: {
        http: { port: jumpHostPorts.http, protocol: "TCP" },
        management: { port: jumpHostPorts.management, protocol: "TCP" },
      },
      probes: {
        startup: { kind: "http", port: "management", path: "/ready" },
        liveness: { kind: "tcp", port: "management" },
        readiness: { kind: "http", port: "management", path: "/ready" },
      },
      environment: () => ({}),
      files: (at) => ({ "envoy.yaml": jumpHostConfiguration(at, [dashboards(at)]) }),
      volumes: {},
      mounts: [{ volume: "files", path: folder, readOnly: true }],
      preparation: [],
      sizing: {
        kind: "fixed",
        replicas: figure(replicas(2), "jump hosts: one, and one more for the loss of a zone", decided),
        footing: {
          cpu: figure(millicores(50), "processor of one jump host", decided),
          memory: figure(mebibytes(128), "memory of one jump host", decided),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      metrics: { port: "management", path: "/stats/prometheus" },
      // The gateway asks the identity server on behalf of whoever comes.
      reaches: [],
      egress: [
        {
          kind: "component",
          pods: "kube-prometheus-stack/grafana",
          port: 3000,
          reason: "administrators read dashboards",
        },
      ],
    },
  },
  needs: { oidc: { client: "confidential", redirects: [callback(console)] } },
  secrets: {},
  exposes: [way(console)],
  without: {
    config: continues("other places in management are reached; settings are not"),
    identity: refuses("nobody passes the sign-in; the Kubernetes API stays open to the operators' networks"),
    authorization: refuses("nobody passes the gateway; the Kubernetes API stays open to the operators' networks"),
    "kube-prometheus-stack": continues("other places in management are reached; dashboards are not"),
  },
});

/** Leads the jump host of an environment to its settings, where it has both. */
export function withSettings(services: readonly ServiceDefinition[]): readonly ServiceDefinition[] {
  if (!services.some(({ name }) => name === settingsName)) return services;
  return services.map((service) => {
    const host = service.workloads["jump-host"];
    const { oidc } = service.needs;
    if (host?.door === undefined || oidc === undefined) return service;
    return {
      ...service,
      workloads: {
        ...service.workloads,
        "jump-host": {
          ...host,
          files: (at) => ({ "envoy.yaml": jumpHostConfiguration(at, [dashboards(at), git(at)]) }),
          egress: [...host.egress, { kind: "service", service: settingsName, workload: "forgejo", port: "http" }],
        },
      },
      needs: { ...service.needs, oidc: { ...oidc, redirects: [...oidc.redirects, callback("git")] } },
      exposes: [...service.exposes, way("git")],
    };
  });
}
