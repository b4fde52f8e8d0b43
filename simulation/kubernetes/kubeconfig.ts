import { writeFileSync } from "node:fs";
import type { ApiAccess } from "./api-client";

/** Writes a kubeconfig with one cluster, user and context; returns its path. JSON is YAML, too. */
export function writeKubeconfig(path: string, { url, authority, token }: ApiAccess): string {
  const name = "simulated";
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [
      {
        name,
        cluster: { server: url, "certificate-authority-data": Buffer.from(authority).toString("base64") },
      },
    ],
    users: [{ name, user: { token } }],
  };
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}
