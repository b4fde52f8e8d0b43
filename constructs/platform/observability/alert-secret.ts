import type { Alerts, AlertSeverity } from "../../../language";

/** Secret with what opens the ways of alerts: addresses that hold tokens, and the relay's password. */
export const alertSecret = "alert-receivers";

export const relayPassword = "relay-password";
export const watchdogAddress = "watchdog-address";

/** Key of a webhook's address; ways of a severity are counted from one. */
export const webhookAddress = (severity: AlertSeverity, index: number): string =>
  `${severity}-${String(index + 1)}-address`;

/** Every key of the secret, of which there is at least one; where it is an address, the host that the address must name. */
export function alertSecretKeys({
  page,
  ticket,
  relay,
  watchdog,
}: Alerts): Readonly<Record<string, string | undefined>> {
  const hooks = (severity: AlertSeverity, ways: Alerts[AlertSeverity]) =>
    ways.flatMap((way, index) =>
      way.kind === "webhook" ? [[webhookAddress(severity, index), way.host] as const] : [],
    );
  return Object.fromEntries([
    ...hooks("page", page),
    ...hooks("ticket", ticket),
    ...(relay === undefined ? [] : [[relayPassword, undefined] as const]),
    ...(watchdog === undefined ? [] : [[watchdogAddress, watchdog] as const]),
  ]);
}
