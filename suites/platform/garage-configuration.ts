/**
 * Garage's whole configuration but for its secrets, which come from the environment. `podNetwork` tells a server which of its
 * addresses the others can reach.
 */
export const garageConfiguration = (podNetwork: string): string => `metadata_dir = "/var/lib/garage/meta"
data_dir = "/var/lib/garage/data"
db_engine = "lmdb"
metadata_auto_snapshot_interval = "6h"
replication_factor = 3
consistency_mode = "consistent"
rpc_bind_addr = "[::]:3901"
rpc_public_addr_subnet = "${podNetwork}"

[s3_api]
api_bind_addr = "[::]:3900"
s3_region = "garage"

[admin]
api_bind_addr = "[::]:3903"
`;

/** How scripts speak to the admin API. */
const speaking = `set -euo pipefail
ask() {
  wget -q -T 20 -O - --header "Authorization: Bearer $ADMIN_TOKEN" --header 'Content-Type: application/json' "$@" | tr -d ' \\n'
}
get() { ask "http://$1:3903/v2/$2"; }
post() { ask --post-data "$3" "http://$1:3903/v2/$2"; }
member() { echo "objects-garage-$1.objects-garage-members"; }
first="$(member 0)"
`;

/** Makes buckets and lets each key into its own. */
const making = `
for bucket in $BUCKETS; do
  eval "name=\\$NAME_$bucket key=\\$ACCESS_KEY_$bucket hidden=\\$SECRET_KEY_$bucket"
  get "$first" "GetBucketInfo?globalAlias=$name" >/dev/null 2>&1 ||
    post "$first" CreateBucket "{\\"globalAlias\\":\\"$name\\"}" >/dev/null
  get "$first" "GetKeyInfo?id=$key" >/dev/null 2>&1 ||
    post "$first" ImportKey "{\\"accessKeyId\\":\\"$key\\",\\"secretAccessKey\\":\\"$hidden\\",\\"name\\":\\"$name\\"}" >/dev/null
  id="$(get "$first" "GetBucketInfo?globalAlias=$name" | grep -o '"id":"[0-9a-f]*"' | head -n 1 | cut -d '"' -f 4)"
  post "$first" AllowBucketKey "{\\"bucketId\\":\\"$id\\",\\"accessKeyId\\":\\"$key\\",\\"permissions\\":{\\"read\\":true,\\"write\\":true,\\"owner\\":false}}" >/dev/null
done
`;

/** Makes the buckets of one tenant in a store that is set up already. */
export const garageBuckets = `${speaking}${making}`;

/**
 * Introduces the servers to each other, gives each its place, makes the buckets and lets each key into its own. Done twice, it
 * changes nothing. A server that lost its volume comes back as a stranger: it takes the place of the one it was. Capacities
 * are relative, and all the same: every server holds everything.
 */
export const garageSetup = `${speaking}
ids=""
peers=""
for index in 0 1 2; do
  id="$(get "$(member "$index")" 'GetNodeInfo?node=self' | grep -o '"nodeId":"[0-9a-f]*"' | cut -d '"' -f 4)"
  ids="$ids $id"
  peers="$peers,\\"$id@$(member "$index"):3901\\""
done
for index in 0 1 2; do post "$(member "$index")" ConnectClusterNodes "[\${peers#,}]" >/dev/null; done

layout="$(get "$first" GetClusterLayout)"
version="$(echo "$layout" | grep -o '"version":[0-9]*' | head -n 1 | cut -d : -f 2)"
placed=" $(echo "$layout" | { grep -o '"id":"[0-9a-f]*"' || true; } | cut -d '"' -f 4 | sort -u | tr '\\n' ' ')"
changes=""
index=0
for id in $ids; do
  # Not asked of grep: it may end before whoever tells it has told everything, and the pipe then fails.
  case "$placed" in
  *" $id "*) ;;
  *) changes="$changes,{\\"id\\":\\"$id\\",\\"zone\\":\\"server-$index\\",\\"capacity\\":1000000000000,\\"tags\\":[]}" ;;
  esac
  index=$((index + 1))
done
for id in $placed; do
  case " $ids " in *" $id "*) ;; *) changes="$changes,{\\"id\\":\\"$id\\",\\"remove\\":true}" ;; esac
done
if [ -n "$changes" ]; then
  post "$first" UpdateClusterLayout "{\\"roles\\":[\${changes#,}]}" >/dev/null
  post "$first" ApplyClusterLayout "{\\"version\\":$((version + 1))}" >/dev/null
fi
${making}`;
