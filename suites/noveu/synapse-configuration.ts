import { stringify } from "yaml";
import { bucketEndpoint, type Surroundings } from "../../language";
import type { ChatRules } from "./chat-rules";
import { callsAddress } from "./livekit-configuration";

/** Ports of a Synapse process; metrics and replication never pass the gateway. */
export const synapsePorts = { client: 8008, replication: 9093, metrics: 9090 } as const;

/** Where the preparation leaves what must not stand in a file of ours; see `synapse-scripts.ts`. */
export const runFolder = "/run/synapse";

/** Where media lie that the bucket holds already. */
export const mediaFolder = "/media";

/** Largest file that a message may carry, in MiB; the chart of Element's own community edition has the same (matrix-stack 26.8.1). */
const largestFile = 100;

/**
 * What all processes of one homeserver share: options as in Synapse's configuration manual of 1.159. Secrets come from files that a
 * preparation writes, the database's password from the variable PGPASSWORD, the bucket's keys from those that S3 clients know.
 */
export function homeserver(at: Surroundings, rules: ChatRules): string {
  return stringify({
    server_name: at.domain,
    public_baseurl: `https://${at.hostname("matrix")}/`,
    web_client_location: `https://${at.hostname("chat")}/`,
    signing_key_path: `${runFolder}/signing.key`,
    macaroon_secret_key_path: `${runFolder}/macaroon`,
    form_secret_path: `${runFolder}/form`,
    log_config: "/etc/synapse/log.yaml",
    report_stats: false,
    enable_metrics: true,
    suppress_key_server_warning: true,
    listeners: listeners(rules),
    ...replication(at),
    database: database(at),
    ...media(at),
    ...people(at),
    ...federation(rules),
    ...retention(rules),
    ...limits,
    ...calling(at, rules),
    ...notices(at),
  });
}

const listeners = ({ federation, calls }: ChatRules) => [
  {
    port: synapsePorts.client,
    type: "http",
    x_forwarded: true,
    bind_addresses: ["0.0.0.0"],
    // Whose a token is, is asked under a name of federation's, which brings it along and without which it must be named.
    resources: [
      {
        names: [
          "client",
          ...(federation.kind === "closed" ? (calls.kind === "none" ? [] : ["openid"]) : ["federation"]),
        ],
      },
    ],
  },
  {
    port: synapsePorts.replication,
    type: "http",
    bind_addresses: ["0.0.0.0"],
    resources: [{ names: ["replication"] }],
  },
  { port: synapsePorts.metrics, type: "metrics", bind_addresses: ["0.0.0.0"] },
];

/** How workers learn what others did: news over the cache, questions to the main process. */
const replication = (at: Surroundings) => ({
  worker_replication_secret_path: `${runFolder}/replication`,
  instance_map: { main: { host: at.workload("chat", "main"), port: synapsePorts.replication } },
  redis: { enabled: true, host: at.cache().host, port: at.cache().port, password_path: `${runFolder}/cache` },
});

function database(at: Surroundings) {
  const { host, port, name, user } = at.database();
  return {
    name: "psycopg2",
    args: { host, port, dbname: name, user, sslmode: "require", cp_min: 1, cp_max: 5, keepalives_idle: 30 },
  };
}

/** Every upload is in the bucket before the client hears that it succeeded; what lies beside is a copy that may go. */
function media(at: Surroundings) {
  const bucket = at.bucket("media");
  return {
    media_store_path: mediaFolder,
    max_upload_size: `${String(largestFile)}M`,
    media_storage_providers: [
      {
        module: "s3_storage_provider.S3StorageProviderBackend",
        store_local: true,
        store_remote: true,
        store_synchronous: true,
        config: { bucket: bucket.name, region_name: bucket.region, endpoint_url: bucketEndpoint(bucket) },
      },
    ],
    // A preview would be fetched from the internet, which nothing here may reach.
    url_preview_enabled: false,
  };
}

/** Accounts are the identity service's: nobody has a password here, and nobody registers. */
function people(at: Surroundings) {
  const { issuer, authorization, token, keys, clientId } = at.identity();
  return {
    enable_registration: false,
    password_config: { enabled: false },
    enable_3pid_changes: false,
    require_auth_for_profile_requests: true,
    allow_public_rooms_without_auth: false,
    user_directory: { enabled: true, search_all_users: true },
    encryption_enabled_by_default_for_room_type: "invite",
    sso: { client_whitelist: [`https://${at.hostname("chat")}/`], update_profile_information: true },
    oidc_providers: [
      {
        idp_id: "identity",
        idp_name: at.customer,
        issuer,
        client_id: clientId,
        client_secret_path: `${runFolder}/oidc`,
        scopes: ["openid", "profile", "email"],
        pkce_method: "always",
        // Browsers go the public way; what Synapse asks itself stays in the cluster, where addresses have no certificate.
        discover: false,
        skip_verification: true,
        authorization_endpoint: authorization,
        token_endpoint: token,
        // As every realm of ours signs; what is not stated here counts as RS256.
        id_token_signing_alg_values_supported: ["ES256"],
        jwks_uri: keys,
        user_mapping_provider: {
          config: {
            localpart_template: "{{ user.preferred_username }}",
            display_name_template: "{{ user.name }}",
            email_template: "{{ user.email }}",
          },
        },
      },
    ],
  };
}

function federation({ federation: chosen }: ChatRules) {
  const open = chosen.kind !== "closed";
  return {
    federation_domain_whitelist: open ? chosen.domains : [],
    send_federation: open,
    allow_public_rooms_over_federation: false,
    allow_device_name_lookup_over_federation: false,
    // Keys of other servers are asked of themselves, not of a third party.
    trusted_key_servers: [],
  };
}

/** Days after which what somebody took back, or a room that all have left and forgotten, is gone from the database. */
const redacted = 7;
const forgotten = 28;

const retention = ({ messages }: ChatRules) => ({
  redaction_retention_period: `${String(redacted)}d`,
  forgotten_room_retention_period: `${String(forgotten)}d`,
  retention:
    messages.kind === "kept"
      ? { enabled: false }
      : { enabled: true, default_policy: { max_lifetime: `${String(messages.days)}d` } },
});

/** Per person, in a second and at once. Synapse's own defaults are made for a server of strangers, and stop a quick exchange. */
const limits = {
  rc_message: { per_second: 1, burst_count: 30 },
  rc_login: {
    address: { per_second: 1, burst_count: 50 },
    account: { per_second: 0.17, burst_count: 5 },
    failed_attempts: { per_second: 0.17, burst_count: 3 },
  },
};

/**
 * What Element Call asks of a homeserver (its self-hosting guide, 2026): who vanishes is taken out of a call by an event that was written
 * beforehand and put off again and again. Both features are experimental still in 1.159.
 */
function calling(at: Surroundings, { calls }: ChatRules) {
  if (calls.kind === "none") return {};
  const transport = { type: "livekit", livekit_service_url: callsAddress(at) };
  return {
    experimental_features: { msc4143_enabled: true, msc4222_enabled: true },
    matrix_rtc: { transports: [transport] },
    extra_well_known_client_content: { "org.matrix.msc4143.rtc_foci": [transport] },
    max_event_delay_duration: "24h",
    rc_delayed_event_mgmt: { per_second: 1, burst_count: 20 },
  };
}

/** What somebody missed, by mail; without a word of the messages themselves. */
const notices = (at: Surroundings) => ({
  push: { include_content: false },
  ...(at.offers("mail")
    ? {
        email: {
          smtp_host: at.workload("mail", "stalwart"),
          smtp_port: 10587,
          // The tenant's certificate is for the name that people use, not for that inside the cluster.
          enable_tls: false,
          notif_from: `%(app)s <no-reply@${at.domain}>`,
          app_name: "Chat",
          enable_notifs: true,
          client_base_url: `https://${at.hostname("chat")}`,
        },
      }
    : {}),
});
