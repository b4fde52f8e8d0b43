import { serviceAccount } from "../constructs/application/service-account";
import { fetchExportedKey } from "../constructs/platform/secrets/exported-key";
import {
  certificateKeyExport,
  certificateKeysReader,
  certificateKeysRole,
} from "../constructs/platform/secrets/secret-paths";
import { certificateName, type ServiceDefinition } from "../language";
import { certificateKeyName, certificateKeys } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/**
 * Keys that a service's certificates are issued over, each in the Secret of its certificate. They come with the data, before the service: whoever issues
 * the certificate takes the key that it finds, and makes one of its own where it finds none. The next one is there as well, long before it serves.
 */
export const certificateKeysCharts = (
  { environment }: SiteContext,
  services: readonly ServiceDefinition[],
): readonly ChartDefinition[] =>
  services.flatMap((service): readonly ChartDefinition[] => {
    const keys = certificateKeys(environment, service);
    if (keys.length === 0) return [];
    return [
      {
        stage: "data",
        release: certificateKeysRole(service.name),
        namespace: service.name,
        build: (chart) => {
          serviceAccount(chart, certificateKeysReader);
          for (const key of keys) {
            fetchExportedKey(chart, {
              product: environment.parts.secrets,
              role: certificateKeysRole(service.name),
              account: certificateKeysReader,
              name: certificateName(key),
              key: "tls.key",
              path: certificateKeyExport(certificateKeyName(environment, service.name, key)),
              secret: "shared",
            });
          }
        },
      },
    ];
  });
