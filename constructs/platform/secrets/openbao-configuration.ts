import { openbao } from "../../../catalog/footprints/openbao";
import { podOf, replicasOf } from "../releases/pod-values";

/** Name of one of the servers; the first alone may start an authority of its own. */
export const openbaoServer = (index: number): string => `${openbao.component}-${String(index)}`;

const { http, "https-internal": internal } = podOf(openbao, "server").ports;

/** Port on which servers listen for clients. */
export const openbaoPort = portOf(http);
const clusterPort = portOf(internal);

/** Where a server keeps its raft data. */
export const dataFolder = "/openbao/data";

/**
 * The server's configuration, all but the key it unseals with. Plain HTTP to the server itself: the mesh
 * carries it in mutual TLS and says who may speak; between servers, raft and forwarding are TLS with certificates of their own. Every request
 * stands in the audit trail on the container's output; without it OpenBao answers nobody. Metrics need no token: whoever
 * reaches the port may read them.
 */
export const openbaoConfiguration = (): string =>
  JSON.stringify({
    ui: false,
    listener: [
      {
        tcp: {
          address: `[::]:${String(openbaoPort)}`,
          cluster_address: `[::]:${String(clusterPort)}`,
          tls_disable: true,
          telemetry: { unauthenticated_metrics_access: true },
        },
      },
    ],
    storage: {
      raft: {
        path: dataFolder,
        retry_join: Array.from({ length: replicasOf(openbao, "server") }, (_, index) => ({
          leader_api_addr: `http://${openbaoServer(index)}.${openbao.component}-internal:${String(openbaoPort)}`,
        })),
      },
    },
    service_registration: { kubernetes: {} },
    // The description must stand here: an object with a single member the parser takes for one more label.
    audit: [{ file: { stdout: { description: "every request and its answer", options: { file_path: "stdout" } } } }],
    // Three scrapes long; a shorter memory loses what happens between two of them.
    telemetry: { prometheus_retention_time: "90s", disable_hostname: true },
  });

function portOf(port: { readonly port: number } | undefined): number {
  if (port === undefined) throw new Error("the footprint of OpenBao names no such port");
  return port.port;
}
