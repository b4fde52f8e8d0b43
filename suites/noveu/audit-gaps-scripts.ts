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
 * Compares the numbers in the objects with those that the writer acknowledged. It begins after the last number of the look before, or with
 * the first that the stream holds; a stream that was made anew counts from one again, so that lines of an earlier one don't count. A line ends with what the
 * writer added, whatever its event says.
 */
export const gapScript = `set -eu
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
  created="$(field '"created":"\\([0-9-]*T[0-9:]*\\)[^"]*"' "/work/$stream.stream")Z"
  first="$(field '"first_seq":\\([0-9][0-9]*\\)' "/work/$stream.stream")"
  to="$(field '"ack_floor":{[^}]*"stream_seq":\\([0-9][0-9]*\\)' "/work/$stream.consumer")"
  if [ "$created" = Z ] || [ -z "$first" ] || [ -z "$to" ]; then
    echo "$subject: the bus gave no numbers" >&2
    exit 1
  fi
  : >/work/last
  reports="$(rclone lsf "from:$FROM_BUCKET/checks/$subject" || [ $? -eq 3 ])"
  last="$(printf '%s\\n' "$reports" | sort | tail -n 1)"
  if [ -n "$last" ]; then rclone cat "from:$FROM_BUCKET/checks/$subject/$last" >/work/last; fi
  if [ "$(field '"created":"\\([^"]*\\)"' /work/last)" = "$created" ]; then
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
  report="{\\"subject\\":\\"$subject\\",\\"created\\":\\"$created\\",\\"looked\\":$now,\\"from\\":$from,\\"to\\":$to,\\"found\\":$(wc -l </work/sorted | tr -d ' '),\\"missing\\":[$missing]}"
  echo "$report"
  printf '%s\\n' "$report" | rclone rcat "from:$FROM_BUCKET/checks/$subject/$stamp.json"
  if [ -s /work/missing ]; then failed=1; fi
done </etc/bestek/topics
exit "$failed"
`;
