import { Construct } from "constructs";
import { nodeWatchers } from "../../../catalog/footprints/node-watchers";
import type { Alerts } from "../../../language";
import { alertSecret, alertSecretKeys } from "../observability/alert-secret";
import { handedField, handedOver, handedOverVersion } from "./handed-over";
import { secretPath } from "./secret-paths";
import { StoredSecret, type StoredSecretProps } from "./trust-stored-secret";

export interface AlertReceiversProps {
  readonly alerts: Alerts;
  readonly mount: StoredSecretProps["mount"];
}

const variable = "alert_receivers";

/** What opens the ways of alerts, on its way from the operator into OpenBao: in no plan and no state. */
export class AlertReceivers extends Construct {
  constructor(scope: Construct, id: string, { alerts, mount }: AlertReceiversProps) {
    super(scope, id);
    const keys = Object.entries(alertSecretKeys(alerts)).map(([key, host]) => ({ key, field: field(key), host }));
    const name = handedOver(this, variable, {
      type: `object({ ${keys.map((each) => `${each.field} = string`).join(", ")} })`,
      description: keys
        .map(
          (each) =>
            `${each.field}: ${each.host === undefined ? "password of the relay's user" : `address at ${each.host}`}`,
        )
        .join("; "),
      validation: {
        condition: `\${${keys.map(({ field: of, host }) => sound(`var.${variable}.${of}`, host)).join(" && ")}}`,
        errorMessage: `${variable} must hold a password where one is asked for, and addresses at the hosts that the facts name`,
      },
    });
    new StoredSecret(this, "secret", {
      mount,
      path: secretPath(nodeWatchers.namespace, alertSecret),
      values: Object.fromEntries(keys.map((each) => [each.key, handedField(name, each.field)])),
      origin: { version: handedOverVersion(this, variable) },
    });
  }
}

const field = (key: string): string => key.replaceAll("-", "_");

const sound = (value: string, host: string | undefined): string =>
  host === undefined ? `${value} != ""` : `startswith(${value}, "https://${host}/")`;
