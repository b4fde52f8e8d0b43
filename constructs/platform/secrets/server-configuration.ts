import { secretsServer, type SecretsProduct } from "../../../catalog";
import { podOf, replicasOf } from "../releases/pod-values";

/** Name of one of the servers; the first alone may start an authority of its own. */
export const serverName = (product: SecretsProduct, index: number): string =>
  `${secretsServer(product).footprint.component}-${String(index)}`;

/** All servers by their names, each by its own address. */
export function serverAddresses(product: SecretsProduct): readonly string[] {
  const { footprint } = secretsServer(product);
  return Array.from(
    { length: replicasOf(footprint, "server") },
    (_, index) =>
      `http://${serverName(product, index)}.${footprint.component}-internal:${String(portOf(product, "http"))}`,
  );
}

/** Where a server keeps its raft data. */
export const dataFolder = (product: SecretsProduct): string => `/${product}/data`;

/**
 * The server's configuration, all but the key it unseals with. Plain HTTP to the server itself: the mesh
 * carries it in mutual TLS and says who may speak; between servers, raft and forwarding are TLS with certificates of their own.
 * Metrics need no token: whoever reaches the port may read them.
 */
export const serverConfiguration = (product: SecretsProduct): string =>
  JSON.stringify({
    ui: false,
    listener: [
      {
        tcp: {
          address: `[::]:${String(portOf(product, "http"))}`,
          cluster_address: `[::]:${String(portOf(product, "https-internal"))}`,
          tls_disable: true,
          telemetry: { unauthenticated_metrics_access: true },
        },
      },
    ],
    storage: {
      raft: {
        path: dataFolder(product),
        retry_join: serverAddresses(product).map((address) => ({ leader_api_addr: address })),
      },
    },
    service_registration: { kubernetes: {} },
    ...ownSettings(product),
    // Three scrapes long; a shorter memory loses what happens between two of them.
    telemetry: { prometheus_retention_time: "90s", disable_hostname: true },
  });

/** Where the server listens that a snapshot is restored into: nobody outside its pod asks it. */
const loopback = { api: "127.0.0.1:8200", cluster: "127.0.0.1:8201" } as const;

/** Address of the same. */
export const scratchAddress = `http://${loopback.api}`;

/** A server by itself, which finds no other one and which no other finds: it keeps what is restored into it in `folder`. */
export const scratchConfiguration = (product: SecretsProduct, folder: string): string =>
  JSON.stringify({
    ui: false,
    listener: [{ tcp: { address: loopback.api, cluster_address: loopback.cluster, tls_disable: true } }],
    api_addr: scratchAddress,
    cluster_addr: `https://${loopback.cluster}`,
    storage: { raft: { path: folder, node_id: "scratch" } },
    ...ownSettings(product),
  });

/** Every request stands in the audit trail on the container's output; without it neither product answers anybody. */
function ownSettings(product: SecretsProduct) {
  switch (product) {
    case "openbao":
      return {
        // The description must stand here: an object with a single member the parser takes for one more label.
        audit: [
          { file: { stdout: { description: "every request and its answer", options: { file_path: "stdout" } } } },
        ],
      };
    case "vault":
      // Its audit trail can be opened over the API alone. Locking memory needs a right that no pod of "restricted" may have.
      return { disable_mlock: true };
  }
}

function portOf(product: SecretsProduct, name: "http" | "https-internal"): number {
  const { footprint } = secretsServer(product);
  const port = podOf(footprint, "server").ports[name];
  if (port === undefined) throw new Error(`the footprint of ${footprint.title} names no such port`);
  return port.port;
}
