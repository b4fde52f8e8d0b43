import { blueprintFolder } from "../../../catalog";
import { figure, internalCertificate, mebibytes, millicores, replicas, secret, type Workload } from "../../../language";
import { writeBlueprint } from "./blueprint";
import { clientEntries, secretVariable, withoutProofLabels, type SigningService } from "./clients";
import { signingFolder } from "./ground";
import { common, environment, estimate, metrics } from "./server";
import { signInEntries } from "./sign-in-flow";

const health = { kind: "command", command: ["ak", "healthcheck"] } as const;

/** Does what nobody waits for, and holds authentik to its blueprint, whenever that has changed and once an hour. */
export const worker = (services: readonly SigningService[]): Workload => ({
  ...common,
  // The key that signs tokens is that of its certificate, which comes from the authority inside the cluster.
  identity: "internal-certificate",
  mounts: [
    ...common.mounts,
    { volume: "files", path: blueprintFolder, readOnly: true },
    { volume: internalCertificate, path: signingFolder, readOnly: true },
  ],
  arguments: ["worker"],
  ports: { metrics },
  probes: { startup: health, liveness: health, readiness: health, startupSeconds: 600 },
  environment: (at) => ({
    ...environment(at),
    AUTHENTIK_BOOTSTRAP_PASSWORD: secret("bootstrap", "password"),
    AUTHENTIK_BOOTSTRAP_EMAIL: `identity-administrator@${at.domain}`,
    ...Object.fromEntries(
      services.flatMap(({ name, oidc }) =>
        oidc.client === "confidential" ? [[secretVariable(name), secret(`oidc-${name}`, "client-secret")]] : [],
      ),
    ),
  }),
  files: (at) => ({
    "workspace.yaml": writeBlueprint({
      name: "Workspace",
      labels: withoutProofLabels(services),
      entries: [...signInEntries(at), ...clientEntries(at, services)],
    }),
  }),
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(2), "workers: one, and one more for the loss of a zone", estimate),
    footing: {
      cpu: figure(millicores(500), "processor of one worker of authentik", estimate),
      memory: figure(mebibytes(1024), "memory of one worker of authentik", estimate),
    },
  },
});
