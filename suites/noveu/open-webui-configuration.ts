import { bucketEndpoint, secret, type EnvironmentValue, type Surroundings } from "../../language";
import { aiGateway, gatewayKey, gatewayPorts } from "./ai-gateway";
import { embeddingModel, languageModel, vectorLength } from "./models";

/** Where the application may write: what a pod loses, nobody misses. */
export const dataFolder = "/data";

/** Where the identity service sends people back to. */
export const callback = "/oauth/oidc/callback";

const on = "true";
const off = "false";

/** Open WebUI's settings come from here alone: what an administrator changes in its pages is gone with the next start (variables as in its 0.11). */
export const openWebuiSettings = (at: Surroundings): Readonly<Record<string, EnvironmentValue>> => ({
  ...place(at),
  ...people(at),
  ...models(at),
  ...documents(at),
  ...left,
});

const address = (at: Surroundings): string => `https://${at.hostname("ai")}`;

const place = (at: Surroundings) => ({
  ENV: "prod",
  HOME: "/tmp",
  DATA_DIR: dataFolder,
  STATIC_DIR: `${dataFolder}/static`,
  WEBUI_URL: address(at),
  CORS_ALLOW_ORIGIN: address(at),
  WEBUI_SECRET_KEY: secret("application", "sessions"),
  WEBUI_SESSION_COOKIE_SECURE: on,
  WEBUI_AUTH_COOKIE_SECURE: on,
  ENABLE_PERSISTENT_CONFIG: off,
  // A task of its own changes the tables, once.
  ENABLE_DB_MIGRATIONS: off,
  DATABASE_PASSWORD: secret("database", "password"),
  PGSSLMODE: "require",
  CACHE_PASSWORD: secret("cache", "password"),
  ENABLE_WEBSOCKET_SUPPORT: on,
  WEBSOCKET_MANAGER: "redis",
});

/** Accounts are the identity service's. The first account of all is an administrator's, so that it is made before anybody comes; nobody signs in with its password. */
const people = (at: Surroundings) => ({
  ENABLE_SIGNUP: off,
  ENABLE_LOGIN_FORM: off,
  ENABLE_PASSWORD_AUTH: off,
  ENABLE_API_KEYS: off,
  WEBUI_ADMIN_EMAIL: `ai-administrator@${at.domain}`,
  WEBUI_ADMIN_NAME: "Administrator",
  WEBUI_ADMIN_PASSWORD: secret("application", "administrator"),
  ENABLE_OAUTH_SIGNUP: on,
  DEFAULT_USER_ROLE: "user",
  OAUTH_PROVIDER_NAME: at.customer,
  OAUTH_CLIENT_ID: at.identity().clientId,
  OAUTH_CLIENT_SECRET: secret("oidc", "client-secret"),
  OAUTH_SCOPES: "openid email profile",
  OAUTH_CODE_CHALLENGE_METHOD: "S256",
  OPENID_PROVIDER_URL: at.identity().discovery,
  OPENID_REDIRECT_URI: `${address(at)}${callback}`,
});

/** Models are asked through the gateway, and on whose behalf is said. */
const models = (at: Surroundings) => {
  const url = `http://${at.workload("ai", aiGateway)}:${String(gatewayPorts.http)}/v1`;
  return {
    ENABLE_OPENAI_API: on,
    OPENAI_API_BASE_URL: url,
    OPENAI_API_KEY: gatewayKey,
    DEFAULT_MODELS: languageModel,
    ENABLE_FORWARD_USER_INFO_HEADERS: on,
    RAG_EMBEDDING_ENGINE: "openai",
    RAG_EMBEDDING_MODEL: embeddingModel,
    RAG_OPENAI_API_BASE_URL: url,
    RAG_OPENAI_API_KEY: gatewayKey,
    VECTOR_DB: "pgvector",
    // The database's own operator has made it, which takes more rights than the application has.
    PGVECTOR_CREATE_EXTENSION: off,
    PGVECTOR_INITIALIZE_MAX_VECTOR_LENGTH: String(vectorLength),
    // Three passages of 1,000 characters are a quarter of what the model reads at once.
    CHUNK_SIZE: "1000",
    CHUNK_OVERLAP: "100",
    RAG_TOP_K: "3",
  };
};

const documents = (at: Surroundings) => {
  const bucket = at.bucket("documents");
  return {
    STORAGE_PROVIDER: "s3",
    STORAGE_LOCAL_CACHE: off,
    S3_BUCKET_NAME: bucket.name,
    S3_ENDPOINT_URL: bucketEndpoint(bucket),
    S3_REGION_NAME: bucket.region,
    S3_ADDRESSING_STYLE: bucket.addressing === "path" ? "path" : "virtual",
    S3_ACCESS_KEY_ID: secret("bucket-documents", "access-key"),
    S3_SECRET_ACCESS_KEY: secret("bucket-documents", "secret-key"),
  };
};

/** What would leave the platform, run code, or spend tokens that nobody asked for. */
const left = {
  OFFLINE_MODE: on,
  HF_HUB_OFFLINE: "1",
  ANONYMIZED_TELEMETRY: off,
  DO_NOT_TRACK: on,
  SCARF_NO_ANALYTICS: on,
  ENABLE_OLLAMA_API: off,
  OLLAMA_BASE_URLS: "http://127.0.0.1:11434",
  ENABLE_DIRECT_CONNECTIONS: off,
  ENABLE_COMMUNITY_SHARING: off,
  ENABLE_WEB_SEARCH: off,
  ENABLE_IMAGE_GENERATION: off,
  ENABLE_CODE_EXECUTION: off,
  ENABLE_CODE_INTERPRETER: off,
  ENABLE_EVALUATION_ARENA_MODELS: off,
  ENABLE_AUTOCOMPLETE_GENERATION: off,
  ENABLE_FOLLOW_UP_GENERATION: off,
  ENABLE_TAGS_GENERATION: off,
  USER_PERMISSIONS_CHAT_STT: off,
  USER_PERMISSIONS_CHAT_TTS: off,
  USER_PERMISSIONS_CHAT_CALL: off,
} as const;

/**
 * Puts together the addresses that carry a password, and starts: the server, or a change of the tables that fails where its step in the
 * server's own start would go on. Passwords are letters and digits.
 */
export function openWebuiStart(at: Surroundings): string {
  const { host, port, name, user } = at.database();
  const cache = at.cache();
  return `set -eu
export DATABASE_URL="postgresql://${user}:$DATABASE_PASSWORD@${host}:${String(port)}/${name}"
export REDIS_URL="redis://:$CACHE_PASSWORD@${cache.host}:${String(cache.port)}/0"
export WEBSOCKET_REDIS_URL="$REDIS_URL"
export PYTHONPATH=/app/backend
case "$1" in
  serve) cd /app/backend && exec python -m uvicorn open_webui.main:app --host 0.0.0.0 --port 8080 --forwarded-allow-ips '*' ;;
  migrate) cd /app/backend/open_webui && exec python -m alembic upgrade head ;;
esac
`;
}
