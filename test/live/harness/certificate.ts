import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Runs OpenSSL; throws what it says where it fails. */
export function openssl(args: readonly string[], input = ""): string {
  const { status, stdout, stderr, error } = spawnSync("openssl", args, { encoding: "utf8", input });
  if (status !== 0) throw new Error(`openssl ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

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
