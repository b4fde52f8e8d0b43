/**
 * Part of a shell script that ends with 1 where the server, process 1, has not read a certificate that was renewed since it started, and its turn has come;
 * with 0 otherwise. `$1` is the certificate, `$2` the folder of processes, `turn` a number of quarters of an hour: a file's time against the time at which the
 * server started, both by the node's clock.
 */
export const renewalScript = (turn: string): string =>
  // Times of a process are in hundredths of a second (USER_HZ).
  `written=$(stat -L -c %Y "$1") || exit 0
booted=$(awk '$1 == "btime" { print $2 }' "$2/stat")
started=$((booted + $(awk '{ print $22 }' "$2/1/stat") / 100))
[ "$written" -gt "$started" ] || exit 0
[ "$(date +%s)" -ge $((written + 900 * (${turn}))) ] || exit 0
echo "the certificate was renewed after this server read it"
exit 1
`;
