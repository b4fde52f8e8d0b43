import { stringify } from "yaml";
import type { Surroundings } from "../../language";
import { mediaFolder, runFolder, synapsePorts } from "./synapse-configuration";

/**
 * Synapse reads its secrets from files, and pods get them as variables: written into memory before the start. A signing key is 32 bytes in
 * base64, which 43 letters and digits are. A worker is known by the name of its pod.
 */
export const prepareScript = `set -eu
umask 077
cd ${runFolder}
printf '%s' "$SYNAPSE_MACAROON_SECRET" > macaroon
printf '%s' "$SYNAPSE_FORM_SECRET" > form
printf '%s' "$SYNAPSE_REPLICATION_SECRET" > replication
printf '%s' "$SYNAPSE_CACHE_PASSWORD" > cache
printf '%s' "$SYNAPSE_OIDC_SECRET" > oidc
printf 'ed25519 a_1 %s\\n' "$SYNAPSE_SIGNING_KEY" > signing.key
sed "s/@NAME@/$HOSTNAME/" /etc/synapse/worker.yaml > worker.yaml
`;

/**
 * Starts the process that the first argument names, with an allocator that gives memory back, as the image's own start does. Beside the
 * main process copies of media that the bucket holds are let go after an hour.
 */
export const startScript = `set -eu
for library in /usr/lib/*/libjemalloc.so.2; do
  if [ -e "$library" ]; then export LD_PRELOAD="$library"; fi
done
configuration="--config-path /etc/synapse/homeserver.yaml"
if [ "$1" = synapse.app.generic_worker ]; then
  configuration="$configuration --config-path ${runFolder}/worker.yaml"
else
  while sleep 600; do find ${mediaFolder} -type f -mmin +60 -delete || true; done &
fi
exec python3 -m "$1" $configuration --no-secrets-in-config
`;

/** What a worker does otherwise than the main process. */
export const workerTemplate: string = stringify({
  worker_app: "synapse.app.generic_worker",
  worker_name: "@NAME@",
  worker_listeners: [
    {
      port: synapsePorts.client,
      type: "http",
      x_forwarded: true,
      bind_addresses: ["0.0.0.0"],
      resources: [{ names: ["client"] }],
    },
    { port: synapsePorts.metrics, type: "metrics", bind_addresses: ["0.0.0.0"] },
  ],
  enable_media_repo: false,
});

/** Warnings and what happens to requests, to standard output. */
export const logging: string = stringify({
  version: 1,
  formatters: { line: { format: "%(asctime)s %(name)s %(levelname)s %(request)s %(message)s" } },
  handlers: { console: { class: "logging.StreamHandler", formatter: "line", stream: "ext://sys.stdout" } },
  root: { level: "INFO", handlers: ["console"] },
  disable_existing_loggers: false,
});

/** How requests to the bucket are addressed, for the library that the storage provider is built on. */
export const objectClient = (at: Surroundings): string =>
  `[default]\ns3 =\n    addressing_style = ${at.bucket("media").addressing === "path" ? "path" : "virtual"}\n`;
