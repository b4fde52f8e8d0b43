import { stringify } from "yaml";
import { images } from "../../catalog";
import {
  authorizationName,
  authorizationPorts,
  defineService,
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  type AuthorizationProtocol,
  type ServiceDefinition,
} from "../../language";
import { rego } from "../../policies";

const estimate = {
  kind: "estimate",
  ref: "no published figure for rules as few as these; to be replaced by a load test",
  date: "2026-11-21",
} as const;

const folder = "/policies";

/** What differs by how it is asked: where it listens, what takes the question, and what says who may ask. */
const asked = {
  // Rules can't be asked for or changed over HTTP from outside the pod.
  grpc: {
    addresses: ["--addr=localhost:8181"],
    plugins: {
      plugins: {
        envoy_ext_authz_grpc: { addr: `:${String(authorizationPorts.grpc)}`, path: "bestek/gateway/decision" },
      },
    },
    files: {},
  },
  http: {
    addresses: [`--addr=0.0.0.0:${String(authorizationPorts.http)}`, "--authorization=basic"],
    plugins: {},
    files: { "questions.rego": rego("gateway/questions") },
  },
} as const;

/**
 * Decides who may reach what behind the gateway, before the service sees a request: OPA, asked by the proxies for every request of a
 * route that needs a sign-in. The question carries the route's own rules, so that this knows no tenant and no service, and keeps nothing.
 */
export const authorization = (protocol: AuthorizationProtocol): ServiceDefinition =>
  defineService({
    name: authorizationName,
    title: "Authorization",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      opa: {
        zone: "services",
        running: { kind: "stateless", targetCpuPercent: 70 },
        activity: "every-site",
        image: images.openPolicyAgent,
        user: { uid: 1000, gid: 1000 },
        arguments: [
          "run",
          "--server",
          ...asked[protocol].addresses,
          "--diagnostic-addr=0.0.0.0:8282",
          "--skip-version-check",
          "--log-format=json",
          `--config-file=${folder}/config.yaml`,
          `${folder}/authorization.rego`,
          `${folder}/mask.rego`,
          ...Object.keys(asked[protocol].files).map((file) => `${folder}/${file}`),
        ],
        ports: {
          [protocol]: { port: authorizationPorts[protocol], protocol: "TCP" },
          diagnostic: { port: 8282, protocol: "TCP" },
        },
        probes: {
          startup: { kind: "http", port: "diagnostic", path: "/health" },
          liveness: { kind: "http", port: "diagnostic", path: "/health" },
          readiness: { kind: "http", port: "diagnostic", path: "/health?plugins" },
        },
        environment: () => ({}),
        files: () => ({
          "config.yaml": stringify({
            ...asked[protocol].plugins,
            // The agents on the nodes carry them to where logs are kept; `mask.rego` takes tokens out before.
            decision_logs: { console: true },
          }),
          "authorization.rego": rego("gateway/authorization"),
          "mask.rego": rego("gateway/mask"),
          ...asked[protocol].files,
        }),
        volumes: {},
        mounts: [{ volume: "files", path: folder, readOnly: true }],
        preparation: [],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(5000, "users/replica"),
            "named users whose requests one OPA judges",
            estimate,
          ),
          footing: {
            cpu: figure(millicores(100), "processor of one OPA", estimate),
            memory: figure(mebibytes(128), "memory of one OPA", estimate),
          },
        },
        readOnlyRoot: enforced,
        bindsLowPorts: { kind: "never" },
        metrics: { port: "diagnostic", path: "/metrics" },
        egress: [],
      },
    },
    needs: {},
    secrets: {},
    exposes: [],
    without: {},
  });
