import { spawnSync } from "node:child_process";

/** Runs OpenSSL; throws what it says where it fails. */
export function openssl(args: readonly string[], input = ""): string {
  const { status, stdout, stderr, error } = spawnSync("openssl", args, { encoding: "utf8", input });
  if (status !== 0) throw new Error(`openssl ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}
