import type { Surroundings } from "../../language";
import type { Signatures } from "./antivirus-rules";

/** Ports of the scanner and of the milter, as ClamAV's own examples have them. */
export const clamavPorts = { scanner: 3310, milter: 7357 } as const;

export const signatureFolder = "/var/lib/clamav";

/** Largest message or file that is scanned: above the 100 MiB that Stalwart takes (maxMessageSize, 0.16), because what is larger passes. */
export const largest = "128M";

/**
 * The scanner, reached over the network, which knows nobody: who may ask is the network's to say. A reload of the signatures holds scans up for
 * some seconds instead of keeping them twice in memory. Options as in clamd.conf of 1.5.
 */
export const scannerConfiguration = `Foreground yes
LogTime yes
DatabaseDirectory ${signatureFolder}
TemporaryDirectory /tmp
TCPSocket ${String(clamavPorts.scanner)}
TCPAddr 0.0.0.0
ConcurrentDatabaseReload no
ExitOnOOM yes
StreamMaxLength ${largest}
MaxFileSize ${largest}
MaxScanSize 512M
`;

/** The updater: every two hours, and a scanner that reads what is new at once. Options as in freshclam.conf of 1.5. */
export const updaterConfiguration = (signatures: Signatures): string => `Foreground yes
DatabaseDirectory ${signatureFolder}
Checks 12
NotifyClamd /etc/clamav/clamd.conf
${sourceOf(signatures)}
`;

function sourceOf(signatures: Signatures): string {
  switch (signatures.kind) {
    case "publisher":
      return "DatabaseMirror database.clamav.net";
    case "mirror":
      return `PrivateMirror ${signatures.url}`;
  }
}

/** What mail servers call: no message passes unseen, and one that can't be looked at comes again later. Options as in clamav-milter.conf of 1.5. */
export const milterConfiguration = (at: Surroundings): string => `Foreground yes
LogTime yes
LogInfected Basic
TemporaryDirectory /tmp
MilterSocket inet:${String(clamavPorts.milter)}@0.0.0.0
ClamdSocket tcp:${at.workload("antivirus", "scanner")}:${String(clamavPorts.scanner)}
MaxFileSize ${largest}
OnClean Accept
OnInfected Reject
OnFail Defer
AddHeader Replace
`;

/** Keeps signatures new beside the scanner; the pod ends with the scanner. */
export const scannerScript = `set -eu
freshclam --daemon --foreground --config-file=/etc/clamav/freshclam.conf &
exec clamd --foreground --config-file=/etc/clamav/clamd.conf
`;

/**
 * Fails when a scanner's signatures are too old. It asks as often as finds each of a few replicas behind their one address; the answer is
 * \`ClamAV 1.5.4/27800/Fri Nov 20 09:26:11 2026\`, with the day on which the last signatures were made.
 */
export const ageScript = `set -eu
limit=$(($(date +%s) - $MAXIMUM_AGE_SECONDS))
asked=0
while [ "$asked" -lt 8 ]; do
  asked=$((asked + 1))
  answer=$(printf 'nVERSION\\n' | nc -w 10 "$SCANNER_HOST" ${String(clamavPorts.scanner)})
  case "$answer" in
    ClamAV*/*/*) ;;
    *) echo "no answer that names a day: $answer" >&2; exit 1 ;;
  esac
  made=$(printf '%s' "$answer" | sed 's|^[^/]*/[^/]*/[A-Za-z]* *||')
  seconds=$(date -u -D '%b %d %H:%M:%S %Y' -d "$made" +%s)
  if [ "$seconds" -lt "$limit" ]; then
    echo "signatures are too old: $answer" >&2
    exit 1
  fi
  echo "$answer"
done
`;
