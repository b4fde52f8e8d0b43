import type { Probe } from "../../language";

/** Where a mail server's pods have its certificate. */
export const certificateFolder = "/etc/stalwart-tls";

/**
 * Stalwart reads its certificate when it starts, and afterwards only when it is told to (its discussion 3119); a server that still shows an old one is
 * therefore not alive. Pods take turns, a quarter of an hour apart by their number, and not before: a renewal comes weeks before the old one ends.
 *
 * Arguments are the certificate and the folder of processes: a file's time against the time at which the server started, both by the node's clock.
 */
export const serverLiveness = (certificate = `${certificateFolder}/tls.crt`, processes = "/proc"): Probe => ({
  kind: "command",
  command: ["sh", "-c", script, "alive", certificate, processes],
});

// Without the header a probe counts as a client and may be banned as one. Times of a process are in hundredths of a second (USER_HZ).
const script = `curl --silent --fail --max-time 3 --output /dev/null --header 'X-Forwarded-For: 127.0.0.1' http://127.0.0.1:8080/healthz/live || exit 1
written=$(stat -L -c %Y "$1") || exit 0
booted=$(awk '$1 == "btime" { print $2 }' "$2/stat")
started=$((booted + $(awk '{ print $22 }' "$2/1/stat") / 100))
[ "$written" -gt "$started" ] || exit 0
[ "$(date +%s)" -ge $((written + 900 * (\${HOSTNAME##*-} + 1))) ] || exit 0
echo "the certificate was renewed after this server read it"
exit 1
`;
