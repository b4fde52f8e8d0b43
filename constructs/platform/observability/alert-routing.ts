import type { Alerts, AlertSeverity } from "../../../language";
import type { HelmValue, HelmValues } from "../releases/helm-values";
import { alertSecret, relayPassword, watchdogAddress, webhookAddress } from "./alert-secret";

/** Where the operator mounts a secret that Alertmanager shall read. */
const file = (key: string): string => `/etc/alertmanager/secrets/${alertSecret}/${key}`;

/** Severities of the rules that the stack brings, beside our own two. */
const severities = { page: "page|critical", ticket: "ticket|warning" } as const;

/** What belongs to one trouble, and is told together. */
const together: HelmValue = ["alertname", "namespace", "service", "tenant"];

/** Alertmanager's word for who hears of nothing. */
const nobody = { name: "null" } as const;

/**
 * Alertmanager's configuration. What burns is told within half a minute and again every four hours until it ends; what waits for the day is
 * collected for five minutes and told once a day (decided 2026-11-21). While somebody is woken, the same trouble makes no ticket.
 */
export function alertRouting(alerts: Alerts): HelmValues {
  const { relay, watchdog } = alerts;
  return {
    global: {
      resolve_timeout: "5m",
      ...(relay === undefined
        ? {}
        : {
            smtp_smarthost: `${relay.host}:${String(relay.port)}`,
            smtp_from: relay.from,
            smtp_auth_username: relay.user,
            smtp_auth_password_file: file(relayPassword),
            smtp_require_tls: true,
          }),
    },
    route: {
      // What says nothing of its severity must not be lost.
      receiver: "ticket",
      group_by: together,
      group_wait: "5m",
      group_interval: "30m",
      repeat_interval: "24h",
      routes: [
        watchdog === undefined
          ? { matchers: ['alertname = "Watchdog"'], receiver: nobody.name }
          : {
              matchers: ['alertname = "Watchdog"'],
              receiver: "watchdog",
              group_wait: "0s",
              group_interval: "1m",
              repeat_interval: "5m",
            },
        { matchers: ['severity =~ "none|info"'], receiver: nobody.name },
        {
          matchers: [`severity =~ "${severities.page}"`],
          receiver: "page",
          group_wait: "30s",
          group_interval: "5m",
          repeat_interval: "4h",
        },
        { matchers: [`severity =~ "${severities.ticket}"`], receiver: "ticket" },
      ],
    },
    inhibit_rules: [
      {
        source_matchers: [`severity =~ "${severities.page}"`],
        target_matchers: [`severity =~ "${severities.ticket}"`],
        equal: together,
      },
    ],
    receivers: [
      nobody,
      receiver("page", alerts.page),
      receiver("ticket", alerts.ticket),
      ...(watchdog === undefined
        ? []
        : [{ name: "watchdog", webhook_configs: [{ url_file: file(watchdogAddress), send_resolved: false }] }]),
    ],
  };
}

function receiver(severity: AlertSeverity, ways: Alerts[AlertSeverity]): HelmValues {
  const hooks = ways.flatMap((way, index) =>
    way.kind === "webhook" ? [{ url_file: file(webhookAddress(severity, index)), send_resolved: true }] : [],
  );
  const mails = ways.flatMap((way) => (way.kind === "mail" ? [{ to: way.to, send_resolved: true }] : []));
  return {
    name: severity,
    ...(hooks.length === 0 ? {} : { webhook_configs: hooks }),
    ...(mails.length === 0 ? {} : { email_configs: mails }),
  };
}
