import type { BusAddress } from "../../language";
import { withoutEtag } from "../rclone-remote";

/** Days of objects that are read where a shorter look misses something, or where nobody has looked yet: as long as events stay on the bus, and two more. */
const longestLook = 16;

/** Asks the bus, for each topic, since when its stream is there and how far the writer is. */
export const askScript = (request: string): string => `set -eu
ask() {
  answer="$(${request} --timeout 20s "$1" '{}' </dev/null)"
  case "$answer" in *'"error":'* | '')
    echo "$1: \${answer:-no answer}" >&2
    return 1
    ;;
  esac
  printf '%s' "$answer" >"$2"
}
while read -r stream consumer subject; do
  ask "\\$JS.API.STREAM.INFO.$stream" "/work/$stream.stream"
  ask "\\$JS.API.CONSUMER.INFO.$stream.$consumer" "/work/$stream.consumer"
done </etc/bestek/topics
`;

/**
 * Asks Kafka the same, with its own command line tools, and writes the answers down in the same words. Its clients want their key and their
 * certificates in one file. A topic has an identity and no date; Kafka counts from nought, and remembers the next message of a place, so that its
 * number is that of the last one counted from one.
 */
export const askKafkaScript = `set -eu
umask 077
cat /etc/bestek-certificate/tls.key /etc/bestek-certificate/tls.crt >/work/client.pem
cat >/work/client.properties <<'PROPERTIES'
security.protocol=SSL
ssl.enabled.protocols=TLSv1.3
ssl.keystore.type=PEM
ssl.keystore.location=/work/client.pem
ssl.truststore.type=PEM
ssl.truststore.location=/etc/bestek-certificate/ca.crt
PROPERTIES
ask() {
  tool="$1"
  shift
  "/opt/kafka/bin/$tool.sh" --bootstrap-server "$BOOTSTRAP" --command-config /work/client.properties "$@" </dev/null
}
while read -r stream consumer subject; do
  topic="$(ask kafka-topics --describe --topic "$subject" | sed -n 's/.*TopicId: *\\([^[:space:]]*\\).*/\\1/p' | head -n 1)"
  first="$(ask kafka-get-offsets --topic "$subject" --time earliest | sed -n 's/.*:0:\\([0-9][0-9]*\\)$/\\1/p')"
  next="$(ask kafka-consumer-groups --describe --group "$consumer" --offsets | awk -v topic="$subject" '$2 == topic && $3 == 0 { print $4 }')"
  # A worker that has acknowledged nothing yet has a place without a number.
  if [ "$next" = - ]; then next="$first"; fi
  case "$topic/$first/$next" in
    /* | */ | *//*)
      echo "$subject: no answer" >&2
      exit 1
      ;;
  esac
  printf '{"topic":"%s","first_seq":%s}' "$topic" "$((first + 1))" >"/work/$stream.stream"
  printf '{"ack_floor":{"stream_seq":%s}}' "$next" >"/work/$stream.consumer"
done </etc/bestek/topics
rm /work/client.pem
`;

/** What differs in the comparison: how a stream is told from an earlier one of the same name. */
interface Incarnation {
  /** Sets `created` before the report of the last look is read; empty where the bus said nothing. */
  readonly before: string;
  /** Puts it right after that. */
  readonly after: string;
  /** Members of the report. */
  readonly reported: string;
  /** What `created` is where the bus said nothing. */
  readonly nothing: string;
}

const incarnations: Readonly<Record<BusAddress["kind"], Incarnation>> = {
  nats: {
    before: `  created="$(field '"created":"\\([0-9-]*T[0-9:]*\\)[^"]*"' "/work/$stream.stream")Z"
`,
    after: "",
    reported: "",
    nothing: "Z",
  },
  // Kafka dates no topic: one that the last look did not see was made after it.
  kafka: {
    before: `  created="$(field '"topic":"\\([^"]*\\)"' "/work/$stream.stream")"
`,
    after: `  topic="$created"
  if [ "$(field '"topic":"\\([^"]*\\)"' /work/last)" = "$topic" ]; then
    created="$(field '"created":"\\([^"]*\\)"' /work/last)"
  else
    looked="$(field '"looked":\\([0-9]*\\)' /work/last)"
    created="$(date -u -d "@\${looked:-0}" +%Y-%m-%dT%H:%M:%SZ)"
  fi
`,
    reported: `\\"topic\\":\\"$topic\\",`,
    nothing: "''",
  },
};

/**
 * Compares the numbers in the objects with those that the writer acknowledged. It begins after the last number of the look before, or with
 * the first that the stream holds; a stream that was made anew counts from one again, so that lines of an earlier one don't count. A line ends with what the
 * writer added, whatever its event says.
 */
export const gapScript = (bus: BusAddress["kind"]): string => `set -eu
now="$(date -u +%s)"
stamp="$(date -u -d "@$now" +%Y-%m-%dT%H-%M-%SZ)"

field() {
  sed -n "s/.*$1.*/\\\\1/p" "$2"
}

seen() {
  : >/work/seen
  day=0
  while [ "$day" -lt "$1" ]; do
    folder="$(date -u -d "@$((now - day * 86400))" +%Y/%m/%d)"
    status=0
    {
      rclone cat "from:$FROM_BUCKET/$subject/$folder" --include '*.ndjson' || status=$?
      # Nothing happened on a day that has no folder.
      case "$status" in 0 | 3) ;; *) echo "$folder" >>/work/unread ;; esac
    } | sed -n 's/.*,"sequence":\\([0-9][0-9]*\\),"subject":"[^"]*","taken":"\\([^"]*\\)"}$/\\1 \\2/p' |
      awk -v created="$created" -v from="$from" -v to="$to" '$2 >= created && $1 >= from && $1 <= to { print $1 }' >>/work/seen
    day=$((day + 1))
  done
  if [ -s /work/unread ]; then
    echo "$subject: can't be read: $(tr '\\n' ' ' </work/unread)" >&2
    exit 1
  fi
  sort -nu /work/seen >/work/sorted
  awk -v next_one="$from" -v to="$to" '
    $1 > next_one { print next_one "-" ($1 - 1) }
    { next_one = $1 + 1 }
    END { if (next_one <= to) print next_one "-" to }
  ' /work/sorted >/work/missing
}

failed=0
: >/work/unread
while read -r stream consumer subject; do
${incarnations[bus].before}  first="$(field '"first_seq":\\([0-9][0-9]*\\)' "/work/$stream.stream")"
  to="$(field '"ack_floor":{[^}]*"stream_seq":\\([0-9][0-9]*\\)' "/work/$stream.consumer")"
  if [ "$created" = ${incarnations[bus].nothing} ] || [ -z "$first" ] || [ -z "$to" ]; then
    echo "$subject: the bus gave no numbers" >&2
    exit 1
  fi
  : >/work/last
  reports="$(rclone lsf "from:$FROM_BUCKET/checks/$subject" || [ $? -eq 3 ])"
  last="$(printf '%s\\n' "$reports" | sort | tail -n 1)"
  if [ -n "$last" ]; then rclone cat "from:$FROM_BUCKET/checks/$subject/$last" >/work/last; fi
${incarnations[bus].after}  if [ "$(field '"created":"\\([^"]*\\)"' /work/last)" = "$created" ]; then
    from=$(($(field '"to":\\([0-9]*\\)' /work/last) + 1))
    days=$(((now - $(field '"looked":\\([0-9]*\\)' /work/last)) / 86400 + 2))
  else
    from="$first"
    days=${String(longestLook)}
  fi
  if [ "$days" -gt ${String(longestLook)} ]; then days=${String(longestLook)}; fi
  seen "$days"
  # What waited for storage lies under the day on which it happened.
  if [ -s /work/missing ] && [ "$days" -lt ${String(longestLook)} ]; then seen ${String(longestLook)}; fi
  missing="$(sed 's/.*/"&"/' /work/missing | paste -s -d , -)"
  if [ "$to" -lt "$from" ]; then to=$((from - 1)); fi
  report="{\\"subject\\":\\"$subject\\",${incarnations[bus].reported}\\"created\\":\\"$created\\",\\"looked\\":$now,\\"from\\":$from,\\"to\\":$to,\\"found\\":$(wc -l </work/sorted | tr -d ' '),\\"missing\\":[$missing]}"
  echo "$report" | tee /work/report
  rclone copyto /work/report "from:$FROM_BUCKET/checks/$subject/$stamp.json" ${withoutEtag}
  if [ -s /work/missing ]; then failed=1; fi
done </etc/bestek/topics
exit "$failed"
`;
