import type { Surroundings } from "../../language";
import { clamavPorts } from "./clamav-configuration";
import { certificatePort, certificateSite } from "./nextcloud-certificates";
import { keyLabel, keySite } from "./nextcloud-keys";
import { collaboraPort } from "./collabora-configuration";

/**
 * Nextcloud's whole configuration: names and addresses as text, secrets from the environment. It is complete
 * before the first start, so pods need no writable configuration and no volume between them.
 */
export function nextcloudConfig(at: Surroundings): string {
  const database = at.database();
  const bucket = at.bucket("files");
  const cache = at.cache();
  const host = at.hostname("files");
  return `<?php
require '/var/www/html/version.php';
$CONFIG = [
  'config_is_read_only' => getenv('NEXTCLOUD_SETUP') !== 'yes',
  'installed' => getenv('NEXTCLOUD_SETUP') !== 'yes',
  'version' => implode('.', $OC_Version),
  'instanceid' => getenv('NEXTCLOUD_INSTANCE_ID'),
  'passwordsalt' => getenv('NEXTCLOUD_PASSWORD_SALT'),
  'secret' => getenv('NEXTCLOUD_SECRET'),
  'datadirectory' => '/var/www/html/data',
  'trusted_domains' => ['${host}', '${at.workload("files", "web")}', '${at.hostname(keyLabel)}', 'localhost'],
  'overwrite.cli.url' => 'https://${host}',
  'overwriteprotocol' => 'https',
  'dbtype' => 'pgsql',
  'dbhost' => '${database.host}:${String(database.port)}',
  'dbname' => '${database.name}',
  'dbuser' => '${database.user}',
  'dbpassword' => getenv('NEXTCLOUD_DB_PASSWORD'),
  'objectstore' => [
    'class' => '\\\\OC\\\\Files\\\\ObjectStore\\\\S3',
    'arguments' => [
      'bucket' => '${bucket.name}',
      'region' => '${bucket.region}',
      'hostname' => '${bucket.host}',
      'port' => ${String(bucket.port)},
      'use_ssl' => ${String(bucket.scheme === "https")},
      'use_path_style' => ${String(bucket.addressing === "path")},
      'autocreate' => false,
      'key' => getenv('NEXTCLOUD_S3_ACCESS_KEY'),
      'secret' => getenv('NEXTCLOUD_S3_SECRET_KEY'),
    ],
  ],
  'memcache.local' => '\\\\OC\\\\Memcache\\\\APCu',
  'memcache.distributed' => '\\\\OC\\\\Memcache\\\\Redis',
  'memcache.locking' => '\\\\OC\\\\Memcache\\\\Redis',
  'redis' => ['host' => '${cache.host}', 'port' => ${String(cache.port)}, 'password' => getenv('NEXTCLOUD_CACHE_PASSWORD')],
  'mail_smtpmode' => 'smtp',
  'mail_smtphost' => '${at.workload("mail", "stalwart")}',
  'mail_smtpport' => 10587,
  'mail_domain' => '${at.domain}',
  'log_type' => 'errorlog',
  'loglevel' => 2,
  'has_internet_connection' => false,
  'updatechecker' => false,
  'upgrade.disable-web' => true,
  'allow_local_remote_servers' => true,
];
`;
}

/**
 * Runs once per change: creates the schema where there is none, upgrades it otherwise, then sets up sign-in. What the
 * installer writes into its own configuration dies with the job; every pod reads the file above.
 */
export const setupScript = (at: Surroundings): string => `set -eu
cd /var/www/html
if ! php occ app:list >/dev/null 2>&1; then
  NEXTCLOUD_SETUP=yes php occ maintenance:install --no-interaction --admin-user=setup --admin-pass="$NEXTCLOUD_SETUP_PASSWORD"
  php occ user:disable setup
fi
php occ upgrade --no-interaction
php occ app:enable user_oidc
php occ user_oidc:provider identity --clientid="$NEXTCLOUD_OIDC_CLIENT_ID" --clientsecret="$NEXTCLOUD_OIDC_CLIENT_SECRET" --discoveryuri="$NEXTCLOUD_OIDC_DISCOVERY"
php occ background:cron
${antivirus(at)}${office(at)}`;

/**
 * Every upload is looked at before it is kept, and none is kept where nobody can look. Keys as in the app's own list, 6.4; a stream is
 * ended well before the scanner would end it.
 */
function antivirus(at: Surroundings): string {
  if (!at.offers("antivirus")) return "php occ app:disable files_antivirus\n";
  const settings = {
    av_mode: "daemon",
    av_host: at.workload("antivirus", "scanner"),
    av_port: String(clamavPorts.scanner),
    av_infected_action: "delete",
    av_block_unreachable: "true",
    av_stream_max_length: String(100 * 1024 * 1024),
  };
  return [
    "php occ app:enable files_antivirus",
    ...Object.entries(settings).map(([key, value]) => `php occ config:app:set files_antivirus ${key} --value=${value}`),
    "",
  ].join("\n");
}

/**
 * Who opens a document is shown the editor at its public address; servers speak to each other inside. Keys as in the app's own list, 11.1.
 * The list of who may ask for documents is of pods alone: what comes by the gateway has a pod's address too, and needs the token all the same.
 */
function office(at: Surroundings): string {
  if (!at.offers("office")) return "php occ app:disable richdocuments\n";
  const settings = {
    wopi_url: `http://${at.workload("office", "web")}:${String(collaboraPort)}`,
    public_wopi_url: `https://${at.hostname("office")}`,
    wopi_callback_url: `http://${at.workload("files", "web")}:8080`,
    wopi_allowlist: at.podNetwork,
  };
  return [
    "php occ app:enable richdocuments",
    ...Object.entries(settings).map(([key, value]) => `php occ config:app:set richdocuments ${key} --value=${value}`),
    "php occ richdocuments:activate-config || echo 'the editor does not answer yet; the next change asks again'",
    "",
  ].join("\n");
}

/** Apache without root: unprivileged ports. */
export const apachePorts = `Listen 8080
Listen ${String(certificatePort)}
`;

export const apacheSite = `<VirtualHost *:8080>
  DocumentRoot /var/www/html
${keySite}  ErrorLog /dev/stderr
  CustomLog /dev/stdout combined
</VirtualHost>
${certificateSite}`;

export const phpSettings = `memory_limit = 1G
upload_max_filesize = 16G
post_max_size = 16G
max_execution_time = 3600
output_buffering = 0
`;
