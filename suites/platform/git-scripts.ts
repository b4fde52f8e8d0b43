import { withoutEtag } from "../rclone-remote";

/** Folders of the server, in memory or on the node's disk: nothing in them outlives its pod but by its bundles. */
export const gitFolders = {
  /** Settings of the configuration. */
  files: "/etc/bestek",
  /** Secrets as files, in memory. */
  run: "/run/forgejo",
  data: "/var/lib/gitea",
  repositories: "/var/lib/gitea/git/repositories",
  /** What every new repository gets. */
  template: "/var/lib/gitea/template",
  /** What the bucket brought. */
  bundles: "/var/lib/gitea/bundles",
  /** The program that reaches the bucket. */
  tools: "/var/lib/gitea/tools",
} as const;

/**
 * Takes one repository to the bucket as a bundle of all its references, if they have changed since: one object that is whole or isn't there. Two at
 * once would let an older one win, and so wait for each other. An empty repository has nothing to bundle.
 */
export const saveScript = `set -eu
repository="$(cd "$1" && pwd)"
unset GIT_DIR GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
. ${gitFolders.run}/store
(
  flock 9
  references="$(git -C "$repository" for-each-ref)"
  if [ -z "$references" ]; then exit 0; fi
  state="$(printf '%s %s' "$(git -C "$repository" symbolic-ref HEAD)" "$references" | sha256sum | cut -d ' ' -f 1)"
  if [ "$(cat "$repository/saved" 2>/dev/null || true)" = "$state" ]; then exit 0; fi
  bundle="$(mktemp)"
  trap 'rm -f "$bundle"' EXIT
  git -C "$repository" bundle create --quiet "$bundle" --all
  key="\${repository#${gitFolders.repositories}/}"
  ${gitFolders.tools}/rclone copyto "$bundle" "STORE:$STORE_BUCKET/\${key%.git}.bundle" ${withoutEtag} --s3-no-check-bucket --retries=3 --config=/notfound
  printf '%s' "$state" > "$repository/saved"
) 9> "$repository/saving"
`;

/** Runs after every push, before the pusher is told that it arrived. It can't undo the push: the next round tries again. */
export const hookScript = `#!/bin/sh
cat > /dev/null
if ! sh ${gitFolders.files}/save.sh "$PWD"; then
  echo "Stored here and not yet in the bucket: it is tried again every minute. Push again later to be sure." >&2
fi
`;

/** Fetches every bundle and the program that will write them. */
export const fetchScript = `set -eu
mkdir -p ${gitFolders.tools} ${gitFolders.bundles}
cp "$(command -v rclone)" ${gitFolders.tools}/rclone
rclone copy "STORE:$STORE_BUCKET" ${gitFolders.bundles} --include '*.bundle' ${withoutEtag} --retries=3 --config=/notfound
`;

/** Makes repositories of the bundles, as they were; each has the hook, those to come as well. */
export const restoreScript = `set -eu
mkdir -p ${gitFolders.repositories} ${gitFolders.template}/hooks/post-receive.d
cp ${gitFolders.files}/hook.sh ${gitFolders.template}/hooks/post-receive.d/bundle
chmod 755 ${gitFolders.template}/hooks/post-receive.d/bundle
find ${gitFolders.bundles} -name '*.bundle' | while IFS= read -r bundle; do
  key="\${bundle#${gitFolders.bundles}/}"
  repository="${gitFolders.repositories}/\${key%.bundle}.git"
  mkdir -p "$(dirname "$repository")"
  git clone --quiet --mirror --template=${gitFolders.template} "$bundle" "$repository"
  git -C "$repository" config --remove-section remote.origin
  rm "$bundle"
done
`;

const forgejo = `forgejo --config ${gitFolders.run}/app.ini`;

/** Name of the source of sign-ins, which stands in the address that people come back to. */
export const signInSource = "keycloak";

/** Under this name the server knows the runner of the platform's own checks. */
const runnerName = "platform";

/**
 * Writes what needs secrets into memory, brings database, sign-in and hooks up to date, and serves. Once a minute, and once more
 * before the end, it saves what a hook could not.
 */
export const startScript = `set -eu
umask 077
env | sed -n "s/^\\(STORE_BUCKET\\|RCLONE_[A-Z0-9_]*\\)=\\(.*\\)$/export \\1='\\2'/p" > ${gitFolders.run}/store
cat ${gitFolders.files}/app.ini > ${gitFolders.run}/app.ini
cat >> ${gitFolders.run}/app.ini <<END
[database]
PASSWD = $DATABASE_PASSWORD
[security]
SECRET_KEY = $SECRET_KEY
INTERNAL_TOKEN = $INTERNAL_TOKEN
[oauth2]
JWT_SECRET = $JWT_SECRET
[storage]
MINIO_ACCESS_KEY_ID = $STORE_ACCESS_KEY
MINIO_SECRET_ACCESS_KEY = $STORE_SECRET_KEY
END
${forgejo} migrate
source="$(${forgejo} admin auth list | awk '$2 == "${signInSource}" { print $1 }')"
if [ -z "$source" ]; then set -- add-oauth; else set -- update-oauth --id "$source"; fi
${forgejo} admin auth "$@" --name ${signInSource} --provider openidConnect --key "$OIDC_CLIENT_ID" --secret "$OIDC_CLIENT_SECRET" \\
  --auto-discover-url "$OIDC_DISCOVERY" --scopes profile --scopes email --group-claim-name groups \\
  --required-claim-name groups --required-claim-value administrators --admin-group administrators --skip-local-2fa
${forgejo} forgejo-cli actions register --name ${runnerName} --secret "$RUNNER_TOKEN" --keep-labels > /dev/null
${forgejo} admin regenerate hooks
save_all() {
  find ${gitFolders.repositories} -mindepth 2 -maxdepth 2 -type d -name '*.git' | while IFS= read -r repository; do
    sh ${gitFolders.files}/save.sh "$repository" || echo "not saved: $repository" >&2
  done
}
${forgejo} web &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' TERM INT
while kill -0 "$server" 2>/dev/null; do
  sleep 60 &
  wait $! || true
  save_all
done
ended=0
wait "$server" || ended=$?
save_all
exit "$ended"
`;
