import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openssl } from "./openssl";

/** A certificate for loopback that vouches for itself. */
export interface LoopbackCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes one in `folder`. */
export function loopbackCertificate(folder: string): LoopbackCertificate {
  const certificateFile = join(folder, "loopback.crt");
  const keyFile = join(folder, "loopback.key");
  const subject = ["-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  openssl(["req", "-x509", ...key, "-days", "1", ...subject, "-out", certificateFile]);
  return {
    certificateFile,
    keyFile,
    certificate: readFileSync(certificateFile, "utf8"),
    key: readFileSync(keyFile, "utf8"),
  };
}
