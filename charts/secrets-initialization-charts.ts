import { secretsServer } from "../catalog";
import { VaultInitialization } from "../constructs/platform/secrets/vault-initialization";
import { mirrorOf } from "../environments/schema";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** What opens the secrets server at its first start, where it can't do so itself. */
export function secretsInitializationCharts({ environment }: SiteContext): readonly ChartDefinition[] {
  const { recoveryKeys, registry, parts } = environment;
  switch (parts.secrets) {
    case "openbao":
      return [];
    case "vault":
      if (recoveryKeys === undefined) throw new Error("Vault without recovery keys: the schema lets none through");
      return [
        {
          stage: "secrets",
          release: "vault-initialization",
          namespace: secretsServer(parts.secrets).footprint.namespace,
          build: (chart) => {
            const mirror = mirrorOf(environment);
            const { pullSecret } = registry;
            new VaultInitialization(chart, "initialization", { recoveryKeys, mirror, pullSecret });
          },
        },
      ];
  }
}
