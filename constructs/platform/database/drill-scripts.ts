/** Folder that the containers of a drill share. */
export const drillFolder = "/work";

/** What the manifest of the scratch cluster says in place of the moment that it is restored to. */
export const targetPlaceholder = "TARGET_LSN";

/** Largest table whose contents are compared beside its number of rows: a digest reads every value. */
const digested = 64 * 1024 * 1024;

const ask = [
  'ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$@"; }',
] as const;

/** Every table that a crash would leave: how many rows, and up to a size what is in them, whatever their order. */
const questions = [
  `SELECT format('SELECT %L, count(*), %s FROM ONLY %I.%I t;', n.nspname || '.' || c.relname,`,
  `CASE WHEN pg_table_size(c.oid) <= ${String(digested)} THEN 'sum(hashtextextended((t.*)::text, 0)::numeric)' ELSE '0' END,`,
  `n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`,
  `WHERE c.relkind IN ('r', 'm') AND c.relpersistence = 'p'`,
  `AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' ORDER BY n.nspname, c.relname`,
].join(" ");

/**
 * Counts every database at one moment that the write-ahead log names exactly. A snapshot in each database, then the log's position, then a
 * snapshot again: where all are the same and none lists a transaction in progress, no commit lies between them, and what the snapshots see
 * is what a recovery to that position must bring back. Else it tries again. A message in the log afterwards makes sure that there is log
 * to archive behind the position; when it has arrived, a recovery can reach it.
 */
export const countScript = (seconds: { readonly quiet: number; readonly archive: number }): string =>
  [
    "set -euo pipefail",
    `cd ${drillFolder}`,
    "mkdir -p queries source restored",
    ...ask,
    `databases="$(ask postgres --command='SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1')"`,
    "declare -A to from",
    "for session in log $databases; do",
    '  mkfifo "$session.in" "$session.out"',
    '  database="$session"; if [ "$session" = log ]; then database=postgres; fi',
    '  ask "$database" <"$session.in" >"$session.out" &',
    '  exec {in}>"$session.in" {out}<"$session.out"',
    "  to[$session]=$in; from[$session]=$out",
    "done",
    'tell() { echo "$2" >&"${to[$1]}"; }',
    'hear() { IFS= read -r line <&"${from[$1]}"; }',
    `end=$((SECONDS + ${String(seconds.quiet)}))`,
    "while true; do",
    '  for database in $databases; do tell "$database" "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_current_snapshot();"; done',
    '  moment=""; quiet=yes',
    '  for database in $databases; do hear "$database"; [ "$line" = "${moment:=$line}" ] || quiet=no; done',
    '  tell log "SELECT pg_current_wal_insert_lsn();"; hear log; lsn="$line"',
    '  tell log "SELECT pg_current_snapshot();"; hear log; [ "$line" = "$moment" ] || quiet=no',
    '  [[ "$moment" =~ ^([0-9]+):([0-9]+):$ ]] && [ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ] || quiet=no',
    '  if [ "$quiet" = yes ]; then break; fi',
    `  if [ "$SECONDS" -ge "$end" ]; then echo "no moment without a write in ${String(seconds.quiet)} s" >&2; exit 1; fi`,
    '  for database in $databases; do tell "$database" "ROLLBACK;"; done',
    '  sleep "0.$((RANDOM % 9 + 1))"',
    "done",
    "for database in $databases; do",
    `  tell "$database" "${questions} \\\\g queries/$database.sql"`,
    '  tell "$database" "\\\\o source/$database"; tell "$database" "\\\\i queries/$database.sql"; tell "$database" "\\\\o"',
    '  tell "$database" "\\\\echo counted"; hear "$database"; tell "$database" "\\\\q"',
    "done",
    `tell log "SELECT pg_walfile_name(pg_logical_emit_message(true, 'restore-drill', 'counted'));"; hear log; segment="$line"`,
    `end=$((SECONDS + ${String(seconds.archive)}))`,
    "while true; do",
    `  tell log "SELECT coalesce(last_archived_wal, '') COLLATE \\"C\\" >= '$segment' FROM pg_stat_archiver;"; hear log`,
    '  if [ "$line" = t ]; then break; fi',
    `  if [ "$SECONDS" -ge "$end" ]; then echo "segment $segment was not archived in ${String(seconds.archive)} s" >&2; exit 1; fi`,
    "  sleep 5",
    "done",
    'tell log "\\\\q"',
    'echo "$lsn" >lsn',
    `sed "s|${targetPlaceholder}|$lsn|" /drill/cluster.json >cluster.json`,
    'echo "counted at $lsn; $segment is archived"',
  ].join("\n");

/** Asks the restored databases the same, and writes what came of it; ends well either way, so that what was restored is deleted. */
export const compareScript = (seconds: number): string =>
  [
    "set -uo pipefail",
    `cd ${drillFolder}`,
    "trap '[ -s verdict ] || echo \"failed: the comparison broke off\" >verdict; exit 0' EXIT",
    ...ask,
    `end=$((SECONDS + ${String(seconds)}))`,
    `until [ "$(ask postgres --command='SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; do`,
    `  if [ "$SECONDS" -ge "$end" ]; then echo "failed: not restored in ${String(seconds)} s" >verdict; exit 0; fi`,
    "  sleep 5",
    "done",
    "for counted in source/*; do",
    '  database="${counted##*/}"',
    '  ask "$database" --file="queries/$database.sql" >"restored/$database" 2>>errors || true',
    "done",
    "diff --recursive source restored >differences 2>&1 && [ ! -s errors ] && same=yes || same=no",
    'if [ "$same" = yes ] && [ -n "$(cat source/*)" ]; then',
    `  echo "same: $(cat source/* | wc -l) tables, $(cat source/* | cut -d'|' -f2 | paste -sd+ | tr -d '\\n' | { read -r sum; echo $((sum)); }) rows at $(cat lsn), restored in $SECONDS s" >verdict`,
    "else",
    '  echo "failed: $(grep -c "^[<>]" differences) lines differ, or there was nothing to compare" >verdict',
    "fi",
  ].join("\n");

/** Says what came of it, in the log and in the state of the pod, and fails where it failed. */
export const verdictScript = (cluster: string): string =>
  [
    `cd ${drillFolder}`,
    "head -n 40 differences errors 2>/dev/null || true",
    `echo "restore drill of ${cluster}: $(cat verdict)" | tee /dev/termination-log`,
    "grep -q '^same: ' verdict",
  ].join("\n");
