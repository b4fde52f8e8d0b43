/** Objects that one look takes: with 200, a fault that one object in 67 has escapes one look in twenty (0.985^200 = 0.049). */
export const comparedObjects = 200;

/** Most that one look reads of them, in MiB: an object that does not fit any more is left out and counted. */
export const comparedMebibytes = 1024;

/** Beginning of the names of what looks themselves write down. */
export const comparisonsFolder = "comparisons/";

/** What a line of a listing says of an object before its name, as rclone's `lsf` writes it with a blank between. */
const columns = {
  /** `sp` */
  size: "[0-9]+ ",
  /** `stp` */
  "size-and-time": "[0-9]+ [^ ]+ [^ ]+ ",
} as const;

/**
 * Program that takes a listing, each object as likely as any other, and writes the lines it kept to `/work/sample`, and how many objects were
 * listed and how many kept ones did not fit to `/work/counts`. What looks write down themselves is none of them.
 */
export const takeSample = (before: keyof typeof columns): string =>
  `awk -v wanted=${String(comparedObjects)} -v budget=$((${String(comparedMebibytes)} * 1048576)) -v seed="$(date +%s)" '
  BEGIN { srand(seed) }
  {
    name = $0
    sub(/^${columns[before]}/, "", name)
    if (index(name, "${comparisonsFolder}") == 1) next
    listed++
    place = listed <= wanted ? listed : int(rand() * listed) + 1
    if (place <= wanted) kept[place] = $0
  }
  END {
    for (i = 1; i <= wanted && i in kept; i++) {
      size = kept[i] + 0
      if (total + size > budget) { left++; continue }
      total += size
      print kept[i] >"/work/sample"
    }
    print listed + 0, left + 0 >"/work/counts"
  }'`;
