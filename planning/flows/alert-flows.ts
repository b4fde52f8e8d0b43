import type { Environment } from "../../environments/schema";
import type { Alerts, Flow } from "../../language";
import { alertSender } from "./components";
import { pods } from "./parties";

/** The ways on which an alert leaves the platform. */
export function alertFlows({ alerts }: Pick<Environment, "alerts">): readonly Flow[] {
  if (alerts === undefined) return [];
  const { relay } = alerts;
  const out = (port: number, because: string): Flow => ({
    from: pods(alertSender),
    to: { kind: "internet" },
    port,
    protocol: "TCP",
    because,
  });
  return [
    ...(calls(alerts) ? [out(443, "calls whoever is on duty, and gives a sign of life")] : []),
    ...(relay === undefined ? [] : [out(relay.port, "hands mails of alerts to a mail server outside the platform")]),
  ];
}

const calls = ({ page, ticket, watchdog }: Alerts): boolean =>
  watchdog !== undefined || [...page, ...ticket].some(({ kind }) => kind === "webhook");
