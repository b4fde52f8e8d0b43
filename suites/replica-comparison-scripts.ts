import { comparisonsFolder, takeSample } from "./object-sample";
import { addressOf, withoutEtag } from "./rclone-remote";

/** A bucket as the scripts take it. */
export interface ComparedBucket {
  readonly name: string;
  /** Whether what is written stays, because nobody may delete it. */
  readonly record: boolean;
}

const hour = 3600;

/** Age of a list, in seconds, from which on the look that drew it is over, and that up to which it is looked through again. */
const again = { from: 4 * hour, until: 12 * hour } as const;

/** Seconds for which a look waits to be told whether the source still holds what differs. */
const patience = 7 * hour;

/** Days for which lists stay in buckets that forget: longer than from one look to the next. */
const listDays = 21;

/**
 * What both ends share. `newest` says when the newest list of a kind was taken, or nothing. `sums` writes the SHA-256 of named objects, of the bytes that it
 * reads: what storages state is no proof. Who is given no names would read everything. `names` cuts a list's lines down to names.
 */
const common = `set -u
export LC_ALL=C

newest() {
  rclone lsf "$1/${comparisonsFolder}" --files-only >/work/lists || [ $? -eq 3 ] || return 1
  sed -n "s/^\\([0-9]\\{10\\}\\)\\.$2\\$/\\1/p" /work/lists | sort | tail -n 1
}

sums() {
  : >"$3"
  if [ -s "$2" ]; then rclone hashsum sha256 "$1" --download --files-from-raw "$2" >"$3"; fi
}

names() {
  cut -d ' ' -f 5- "$1"
}
`;

/**
 * At the site that serves: draws a sample of each bucket, reads it, and writes its sums into the bucket itself, which the storage then copies like everything
 * else. Run again some hours later, it writes down which of them are still there as they were. A list's lines are sum, size, time and name; names may tell
 * of people, and so stay in the bucket.
 */
export const samplingScript = (buckets: readonly ComparedBucket[]): string => `${common}
put() {
  rclone copyto /work/list "$1" ${withoutEtag} --ignore-times
}

draw() {
  rm -f /work/broken /work/sample /work/counts
  taken="$(date -u +%s)"
  {
    rclone lsf "$1" --recursive --files-only --format stp --separator ' ' --use-server-modtime --min-age "\${SETTLED}s" ||
      echo listing >/work/broken
  } | ${takeSample("size-and-time")}
  if [ -e /work/broken ]; then
    echo "$1 can't be listed" >&2
    return 1
  fi
  read -r listed left </work/counts
  touch /work/sample
  cut -d ' ' -f 4- /work/sample >/work/names
  # What goes while it is read is no error; what could not be read is counted.
  sums "$1" /work/names /work/read || true
  awk 'FILENAME == ARGV[1] { sum[substr($0, 67)] = substr($0, 1, 64); next }
    { name = $0; sub(/^[0-9]+ [^ ]+ [^ ]+ /, "", name); if (name in sum) print sum[name] " " $0 }' /work/read /work/sample >/work/lines
  { echo "$listed $left"; cat /work/lines; } >/work/list
  put "$1/${comparisonsFolder}$taken.sums" || return 1
  echo "{\\"bucket\\":\\"\${1#*:}\\",\\"taken\\":$taken,\\"listed\\":$listed,\\"read\\":$(wc -l </work/lines | tr -d ' '),\\"tooLarge\\":$left}"
  if [ "$2" = forgets ]; then
    rclone delete "$1/${comparisonsFolder}" --include '*.sums' --include '*.kept' --use-server-modtime --min-age ${String(listDays)}d || return 1
  fi
}

look_again() {
  now="$(date -u +%s)"
  rclone cat "$1/${comparisonsFolder}$2.sums" >/work/list || return 1
  tail -n +2 /work/list >/work/lines
  names /work/lines >/work/names
  : >/work/there
  if [ -s /work/names ]; then
    rclone lsf "$1" --recursive --files-only --files-from-raw /work/names --format stp --separator ' ' --use-server-modtime >/work/there || return 1
  fi
  awk 'FILENAME == ARGV[1] { there[$0] = 1; next } substr($0, 66) in there' /work/there /work/lines >/work/same
  { echo "$now"; cat /work/same; } >/work/list
  put "$1/${comparisonsFolder}$2.kept" || return 1
  echo "{\\"bucket\\":\\"\${1#*:}\\",\\"taken\\":$2,\\"again\\":$now,\\"unchanged\\":$(wc -l </work/same | tr -d ' ')}"
}

sample() {
  last="$(newest "$1" sums)" || return 1
  age=$(($(date -u +%s) - \${last:-0}))
  if [ "$age" -ge ${String(again.until)} ]; then
    draw "$1" "$2"
  elif [ "$age" -ge ${String(again.from)} ]; then
    look_again "$1" "$last"
  fi
}

failed=0
${buckets.map((bucket) => `sample "${addressOf(bucket.name)}" ${bucket.record ? "keeps" : "forgets"} || failed=1`).join("\n")}
exit "$failed"
`;

/**
 * At the site that stands by: reads the same objects of each bucket's copy. What differs or is missing may have been replaced or deleted since, so that it is
 * a fault only where the source, looked at later than the copy, still holds what it held before.
 */
export const replicaComparisonScript = (buckets: readonly ComparedBucket[]): string => `${common}
# Lines of a list whose sums are not among those that were read.
differing() {
  awk 'FILENAME == ARGV[1] { sum[substr($0, 67)] = substr($0, 1, 64); next }
    { name = $0; sub(/^[^ ]+ [0-9]+ [^ ]+ [^ ]+ /, "", name); if (!(name in sum) || sum[name] != substr($0, 1, 64)) print }' "$1" "$2"
}

look() {
  at="/work/\${1%%:*}"
  rm -rf "$at"
  mkdir "$at" || return 1
  taken="$(newest "$1" sums)" || return 1
  if [ -z "$taken" ] || [ $(($(date -u +%s) - taken)) -ge ${String(again.until)} ]; then
    echo "\${1#*:}: no list of the last hours has arrived" >&2
    return 1
  fi
  rclone cat "$1/${comparisonsFolder}$taken.sums" >"$at/list" || return 1
  if ! head -n 1 "$at/list" | grep -qx '[0-9][0-9]* [0-9][0-9]*'; then
    echo "\${1#*:}: what has arrived is no list" >&2
    return 1
  fi
  tail -n +2 "$at/list" >"$at/lines"
  names "$at/lines" >"$at/names"
  sums "$1" "$at/names" "$at/read" || true
  differing "$at/read" "$at/lines" >"$at/first"
  # A storage that did not answer is asked once more.
  names "$at/first" >"$at/names"
  sums "$1" "$at/names" "$at/read" || true
  differing "$at/read" "$at/first" >"$at/bad"
  date -u +%s >"$at/looked"
  echo "$taken" >"$at/taken"
}

# Which of what differs the source still holds unchanged; nothing differs where nothing has to be asked.
faults() {
  : >"$1/faults"
  if [ ! -s "$1/bad" ]; then return 0; fi
  looked="$(cat "$1/looked")"
  # What is not there yet is nothing to rclone, and no error.
  until rclone cat "$2/${comparisonsFolder}$(cat "$1/taken").kept" >"$1/kept" && [ -s "$1/kept" ]; do
    if [ $(($(date -u +%s) - looked)) -ge ${String(patience)} ]; then
      echo "\${2#*:}: nothing says whether the source still holds what differs" >&2
      return 1
    fi
    sleep 300
  done
  read -r again <"$1/kept"
  case "$again" in '' | *[!0-9]*) again=0 ;; esac
  if [ "$again" -le "$looked" ]; then
    echo "\${2#*:}: the source was looked at before its copy" >&2
    return 1
  fi
  awk 'FILENAME == ARGV[1] { kept[$0] = 1; next } $0 in kept' "$1/kept" "$1/bad" >"$1/faults"
}

judge() {
  at="/work/\${1%%:*}"
  if [ ! -e "$at/taken" ]; then return 1; fi
  confirmed=0
  faults "$at" "$1" || confirmed=1
  read -r listed left <"$at/list"
  bad="$(wc -l <"$at/bad" | tr -d ' ')"
  different="$(wc -l <"$at/faults" | tr -d ' ')"
  same=$(($(wc -l <"$at/lines") - bad))
  echo "{\\"bucket\\":\\"\${1#*:}\\",\\"taken\\":$(cat "$at/taken"),\\"listed\\":$listed,\\"same\\":$same,\\"different\\":$different,\\"changed\\":$((bad - different)),\\"tooLarge\\":$left}" | tee -a /dev/termination-log
  # A look that saw nothing shows nothing, unless there is nothing to see.
  [ "$confirmed" -eq 0 ] && [ "$different" -eq 0 ] && { [ "$listed" -eq 0 ] || [ "$same" -gt 0 ]; }
}

failed=0
${buckets.map((bucket) => `look "${addressOf(bucket.name)}" || failed=1`).join("\n")}
${buckets.map((bucket) => `judge "${addressOf(bucket.name)}" || failed=1`).join("\n")}
exit "$failed"
`;
