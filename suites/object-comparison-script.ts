import { takeSample } from "./object-sample";
import { withoutEtag } from "./rclone-remote";

/**
 * Takes a sample of the objects that must have been carried by now, each as likely as any other, and compares both ends byte by byte. What
 * was replaced meanwhile differs once: it is compared again when it must have been carried too. The names of objects may tell of people, so
 * that the report holds numbers alone.
 */
export const comparisonScript = `set -eu
stamp="$(date -u +%Y-%m-%dT%H-%M-%SZ)"

{
  rclone lsf "from:$FROM_BUCKET" --recursive --files-only --format sp --separator ' ' --use-server-modtime --min-age "\${SETTLED}s" ||
    echo listing >/work/broken
} | ${takeSample("size")}
if [ -e /work/broken ]; then
  echo "the bucket can't be listed" >&2
  exit 1
fi
read -r listed left </work/counts

compare() {
  rclone check "from:$FROM_BUCKET" "to:$TO_BUCKET" --files-from-raw "$1" --one-way --download --combined "$2" || true
  # What was deleted at the source meanwhile is no business of the copy.
  sed -n 's/^[+*!] //p' "$2" >"$2.bad"
}

: >/work/first.bad
same=0
if [ -s /work/sample ]; then
  cut -d ' ' -f 2- /work/sample >/work/names
  compare /work/names /work/first
  same="$(grep -c '^= ' /work/first || true)"
fi
: >/work/second.bad
if [ -s /work/first.bad ]; then
  sleep "$SETTLED"
  compare /work/first.bad /work/second
  same=$((same + $(grep -c '^= ' /work/second || true)))
fi
different="$(wc -l </work/second.bad | tr -d ' ')"
report="{\\"from\\":\\"$FROM_BUCKET\\",\\"to\\":\\"$TO_BUCKET\\",\\"taken\\":\\"$stamp\\",\\"listed\\":$listed,\\"same\\":$same,\\"different\\":$different,\\"tooLarge\\":$left}"
echo "$report" | tee /dev/termination-log
echo "$report" >/work/report
rclone copyto /work/report "to:$TO_BUCKET/comparisons/$stamp.json" ${withoutEtag}
if [ "$different" -gt 0 ]; then exit 1; fi
# A look that saw nothing shows nothing, unless there is nothing to see.
if [ "$listed" -gt 0 ] && [ "$same" -eq 0 ]; then exit 1; fi
`;
