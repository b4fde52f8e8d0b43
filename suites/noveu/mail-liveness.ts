import type { Probe } from "../../language";
import { renewalScript } from "./certificate-renewal";

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

// Without the header a probe counts as a client and may be banned as one.
const script = `curl --silent --fail --max-time 3 --output /dev/null --header 'X-Forwarded-For: 127.0.0.1' http://127.0.0.1:8080/healthz/live || exit 1
${renewalScript("${HOSTNAME##*-} + 1")}`;
