import type { SecretsProduct } from "../catalog";
import { nodeWatchers } from "../catalog/footprints/node-watchers";
import { alertSecret, alertSecretKeys } from "../constructs/platform/observability/alert-secret";
import { SecretAccess } from "../constructs/platform/secrets/secret-access";
import type { Alerts } from "../language";
import type { ChartDefinition } from "./chart-definition";

/** What Alertmanager opens its ways with: its pods wait for it. */
export const alertReceiversChart = (alerts: Alerts, product: SecretsProduct): ChartDefinition => ({
  stage: "gateway",
  release: "alert-receivers",
  namespace: nodeWatchers.namespace,
  build: (chart) => {
    new SecretAccess(chart, "secrets", product, nodeWatchers.namespace).fetch({
      name: alertSecret,
      keys: Object.keys(alertSecretKeys(alerts)),
    });
  },
});
