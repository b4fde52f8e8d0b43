import { bucketEndpoint, secret, type EnvironmentValue, type Surroundings } from "../../language";

/** Name of the service, and so of its namespace. */
export const billingName = "billing";

/** Ports of Lago's processes: its API, its pages, and the page that a worker answers on (config/initializers/sidekiq.rb). */
export const lagoPorts = { api: 3000, front: 8080, worker: 8080, pdf: 3000 } as const;

/** Label of its public name. */
export const billingLabel = "billing";

/** Account that the first start makes; nobody can make another by himself. */
const administrator = (at: Surroundings): string => `administrator@${at.domain}`;

/** Where its API is reached inside the cluster. */
export const lagoApi = (at: Surroundings): string =>
  `http://${at.workload(billingName, "api")}:${String(lagoPorts.api)}`;

/** Settings of every process of Lago; names as in its `config` folder, 1.53. */
export function lagoSettings(at: Surroundings): Readonly<Record<string, EnvironmentValue>> {
  const database = at.database();
  const cache = `redis://${at.cache().host}:${String(at.cache().port)}`;
  const bucket = at.bucket("invoices");
  const address = `https://${at.hostname(billingLabel)}`;
  return {
    RAILS_ENV: "production",
    RAILS_LOG_TO_STDOUT: "true",
    LAGO_LOG_LEVEL: "warn",
    DATABASE_HOST: database.host,
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: database.name,
    DATABASE_USER: database.user,
    DATABASE_PASSWORD: secret("database", "password"),
    DATABASE_POOL: "10",
    REDIS_URL: cache,
    REDIS_PASSWORD: secret("cache", "password"),
    LAGO_REDIS_CACHE_URL: cache,
    LAGO_REDIS_CACHE_PASSWORD: secret("cache", "password"),
    SECRET_KEY_BASE: secret("application", "base"),
    LAGO_ENCRYPTION_PRIMARY_KEY: secret("application", "primary"),
    LAGO_ENCRYPTION_DETERMINISTIC_KEY: secret("application", "deterministic"),
    LAGO_ENCRYPTION_KEY_DERIVATION_SALT: secret("application", "salt"),
    LAGO_API_URL: address,
    LAGO_FRONT_URL: address,
    LAGO_PDF_URL: `http://${at.workload(billingName, "pdf")}:${String(lagoPorts.pdf)}`,
    LAGO_USE_AWS_S3: "true",
    LAGO_AWS_S3_ACCESS_KEY_ID: secret("bucket-invoices", "access-key"),
    LAGO_AWS_S3_SECRET_ACCESS_KEY: secret("bucket-invoices", "secret-key"),
    LAGO_AWS_S3_REGION: bucket.region,
    LAGO_AWS_S3_BUCKET: bucket.name,
    LAGO_AWS_S3_ENDPOINT: bucketEndpoint(bucket),
    LAGO_AWS_S3_PATH_STYLE: String(bucket.addressing === "path"),
    LAGO_DISABLE_SIGNUP: "true",
    // Its publisher is told nothing of who uses it.
    LAGO_DISABLE_SEGMENT: "true",
    SIDEKIQ_CONCURRENCY: "10",
    WEB_CONCURRENCY: "2",
    RAILS_MAX_THREADS: "5",
    HOME: "/tmp",
  };
}

/** What the first start makes beside the tables: the operator's organization, its account, and the key to its API. */
export const organizationSettings = (at: Surroundings): Readonly<Record<string, EnvironmentValue>> => ({
  LAGO_CREATE_ORG: "true",
  LAGO_ORG_NAME: at.customer,
  LAGO_ORG_USER_EMAIL: administrator(at),
  LAGO_ORG_USER_PASSWORD: secret("administrator", "password"),
  LAGO_ORG_API_KEY: secret("api", "key"),
});

/**
 * Starts the process that the argument names. Lago wants a key of RSA to sign what it tells other programs; nobody is told anything, so
 * that the key is made at each start and forgotten at its end. Tables are changed without making the database, which is there.
 */
export const lagoStart = `set -eu
export DATABASE_URL="postgresql://$DATABASE_USER:$DATABASE_PASSWORD@$DATABASE_HOST:$DATABASE_PORT/$DATABASE_NAME?sslmode=require"
export LAGO_RSA_PRIVATE_KEY="$(ruby -ropenssl -rbase64 -e 'print Base64.strict_encode64(OpenSSL::PKey::RSA.new(2048).to_pem)')"
cd /app
mkdir -p tmp/pids
case "$1" in
  api) exec bundle exec rails server --binding 0.0.0.0 --port ${String(lagoPorts.api)} ;;
  worker) exec bundle exec sidekiq -C config/sidekiq/sidekiq.yml ;;
  clock) exec bundle exec clockwork ./clock.rb ;;
  migrate)
    bundle exec rails db:migrate
    bundle exec rails roles:seed_predefined
    exec bundle exec rails signup:seed_organization
    ;;
esac
exit 64
`;

/** Header in which pages send what Lago knows its users by; the gateway takes the usual one off every request. */
const userHeader = "x-lago-authorization";

/**
 * What Lago's pages read before they start (its `.env.sh`), and a step between them and their API: who somebody is to Lago travels in a
 * header of its own, because the usual one is where the gateway writes who has signed in.
 */
export const frontConfiguration = (
  at: Surroundings,
): string => `window.API_URL = "https://${at.hostname(billingLabel)}";
window.LAGO_DOMAIN = "${at.hostname(billingLabel)}";
window.APP_ENV = "production";
window.LAGO_DISABLE_SIGNUP = "true";
window.LAGO_DISABLE_PDF_GENERATION = "false";
(function () {
  var send = window.fetch;
  window.fetch = function (input, init) {
    var given = init && init.headers ? init.headers : input && input.headers ? input.headers : {};
    var headers = new Headers(given);
    var known = headers.get("authorization");
    if (known === null) return send.call(window, input, init);
    headers.delete("authorization");
    headers.set("${userHeader}", known);
    return send.call(window, input, Object.assign({}, init, { headers: headers }));
  };
})();
`;

/** A web server for Lago's pages that hands on to its API what they ask, and nothing else of it. */
export const frontServer = (at: Surroundings): string => `worker_processes 1;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  server_tokens off;
  client_max_body_size 10m;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server {
    listen ${String(lagoPorts.front)};
    root /usr/share/nginx/html;
    add_header Content-Security-Policy "frame-ancestors 'self'" always;
    location = /healthz { return 200 "ok"; }
    location = /env-config.js { alias /etc/bestek/env-config.js; }
    location ~ ^/(graphql$|rails/active_storage/) {
      proxy_pass ${lagoApi(at)};
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header Authorization $http_${userHeader.replaceAll("-", "_")};
      proxy_set_header Cookie "";
      proxy_read_timeout 60s;
    }
    location / { try_files $uri $uri/ /index.html; }
  }
}
`;
