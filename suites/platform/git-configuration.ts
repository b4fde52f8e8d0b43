import type { Surroundings } from "../../language";
import { gitFolders } from "./git-scripts";

/** Port of the server, for browsers and for Git over HTTP. */
export const gitPort = 3000;

type Section = Readonly<Record<string, string | number | boolean>>;

const ini = (sections: Readonly<Record<string, Section>>): string =>
  Object.entries(sections)
    .map(([name, values]) =>
      [
        ...(name === "" ? [] : [`[${name}]`]),
        ...Object.entries(values).map(([key, value]) => `${key} = ${String(value)}`),
      ].join("\n"),
    )
    .join("\n\n") + "\n";

/**
 * Forgejo's configuration without its secrets. It holds repositories and what is said about them; logs of
 * checks lie in the bucket, where they are let go after ninety days. What nobody needs for settings - large objects, attachments, packages - is off.
 */
export const gitConfiguration = (at: Surroundings): string => {
  const database = at.database();
  const bucket = at.bucket("settings");
  const lookup = bucket.addressing === "path" ? "path" : "dns";
  const host = at.hostname("git");
  return ini({
    "": { APP_NAME: at.customer, RUN_MODE: "prod", WORK_PATH: gitFolders.data },
    server: {
      PROTOCOL: "http",
      HTTP_PORT: gitPort,
      DOMAIN: host,
      ROOT_URL: `https://${host}/`,
      DISABLE_SSH: true,
      LFS_START_SERVER: false,
      OFFLINE_MODE: true,
    },
    database: {
      DB_TYPE: "postgres",
      HOST: `${database.host}:${String(database.port)}`,
      NAME: database.name,
      USER: database.user,
      SSL_MODE: "require",
    },
    repository: {
      ROOT: gitFolders.repositories,
      DEFAULT_PRIVATE: "private",
      FORCE_PRIVATE: true,
      // The first push makes the repository of settings.
      ENABLE_PUSH_CREATE_USER: true,
      ENABLE_PUSH_CREATE_ORG: true,
      DISABLE_MIGRATIONS: true,
      DISABLE_DOWNLOAD_SOURCE_ARCHIVES: true,
    },
    "git.config": { "init.templateDir": gitFolders.template },
    security: { INSTALL_LOCK: true, DISABLE_GIT_HOOKS: true },
    service: {
      DISABLE_REGISTRATION: false,
      ALLOW_ONLY_EXTERNAL_REGISTRATION: true,
      SHOW_REGISTRATION_BUTTON: false,
      REQUIRE_SIGNIN_VIEW: true,
      // People sign in at the realm; programs bring a token that somebody made here.
      ENABLE_INTERNAL_SIGNIN: false,
    },
    oauth2: { ENABLED: false },
    oauth2_client: { ENABLE_AUTO_REGISTRATION: true, USERNAME: "nickname", UPDATE_AVATAR: false },
    openid: { ENABLE_OPENID_SIGNIN: false, ENABLE_OPENID_SIGNUP: false },
    session: { PROVIDER: "db", COOKIE_SECURE: true },
    cache: { ADAPTER: "memory" },
    indexer: { ISSUE_INDEXER_TYPE: "db" },
    attachment: { ENABLED: false },
    packages: { ENABLED: false },
    actions: {
      ENABLED: true,
      DEFAULT_ACTIONS_URL: `https://${host}`,
      LOG_RETENTION_DAYS: 90,
      ARTIFACT_RETENTION_DAYS: 90,
    },
    storage: {
      STORAGE_TYPE: "minio",
      MINIO_ENDPOINT: `${bucket.host}:${String(bucket.port)}`,
      MINIO_BUCKET: bucket.name,
      MINIO_LOCATION: bucket.region,
      MINIO_USE_SSL: bucket.scheme === "https",
      // Forgejo's name of the setting, and that of its ancestor.
      MINIO_BUCKET_LOOKUP: lookup,
      MINIO_BUCKET_LOOKUP_TYPE: lookup,
    },
    mirror: { ENABLED: false },
    mailer: { ENABLED: false },
    picture: { DISABLE_GRAVATAR: true },
    "cron.update_checker": { ENABLED: false },
    metrics: { ENABLED: true },
    log: { MODE: "console", LEVEL: "Info" },
  });
};
