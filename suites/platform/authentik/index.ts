import { defineService, figure, gibibytes, refuses, type ServiceDefinition } from "../../../language";
import { signingIn } from "./clients";
import { front } from "./front";
import { discoveryPath } from "./front-configuration";
import { server } from "./server";
import { worker } from "./worker";

/**
 * Sign-in for every service by authentik: servers that people and programs ask, workers that hold it to a blueprint with every rule and every
 * client, and before both, inside the cluster, what speaks to authentik under its public name. Clients' secrets are made here, once, and lie with
 * the services that show them.
 */
export function authentik(services: readonly ServiceDefinition[]): ServiceDefinition {
  const clients = signingIn(services);
  return defineService({
    name: "identity",
    title: "Identity and access management",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: { authentik: server, worker: worker(clients), front: front(clients) },
    needs: {
      database: {
        extensions: [],
        collation: "C.UTF-8",
        size: {
          fixed: figure(gibibytes(5), "users, sessions, tasks, and events of a year", {
            kind: "estimate",
            ref: "no published figure; authentik keeps events for 365 days until somebody says otherwise",
            date: "2026-11-22",
          }),
        },
      },
    },
    secrets: {
      server: { keys: { "secret-key": 64 } },
      bootstrap: { keys: { password: 48 } },
      ...Object.fromEntries(
        clients.flatMap(({ name, oidc }) =>
          oidc.client === "confidential"
            ? [[`oidc-${name}`, { keys: { "client-secret": 48 }, answers: { service: name, secret: "oidc" } }] as const]
            : [],
        ),
      ),
    },
    exposes: [
      {
        kind: "https",
        label: "iam",
        workload: "authentik",
        port: "http",
        access: "service-decides",
        requests: [{ kind: "prefix", path: "/" }],
      },
      {
        kind: "https",
        label: "iam",
        workload: "front",
        port: "http",
        access: "service-decides",
        requests: [{ kind: "exact", path: discoveryPath }],
      },
    ],
    without: {
      database: refuses("users, sessions and keys stand in the database"),
    },
  });
}
