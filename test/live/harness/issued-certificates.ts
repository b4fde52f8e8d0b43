import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface WantedCertificate {
  /** Receives `ca.crt`, `tls.crt` and `tls.key`. */
  readonly folder: string;
  readonly names: readonly string[];
  readonly addresses?: readonly string[];
}

/** Has an authority of its own issue all of these; `part` is the folder of that part. */
export function issueCertificates(part: string, wanted: readonly WantedCertificate[]): void {
  const { status, stderr } = spawnSync(join(part, "certificates"), {
    encoding: "utf8",
    input: JSON.stringify(
      wanted.map(({ folder, names, addresses = [] }) => ({ Folder: folder, DNSNames: names, Addresses: addresses })),
    ),
  });
  if (status !== 0) throw new Error(`no certificates: ${stderr}`);
}
