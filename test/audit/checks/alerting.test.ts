import { alerting } from "../../../audit/checks/alerting";
import type { Json } from "../../../audit/facts/json";
import { alertRouting } from "../../../constructs/platform/observability/alert-routing";
import type { Alerts } from "../../../language";
import { all, inStack, withObject, type Edit } from "../fixture/output";
import { factsAfter } from "../fixture/facts-after";
import { nothing } from "../fixture/output";
import { site } from "../fixture/good-plan";
import { judges, type Row } from "../fixture/verdict-table";

const alerts: Alerts = {
  page: [
    { kind: "webhook", host: "alerts.duty.example.eu" },
    { kind: "mail", to: "proef@duty.example.eu" },
  ],
  ticket: [{ kind: "mail", to: "day@duty.example.eu" }],
  relay: { host: "smtp.relay.example.eu", port: 587, user: "proef", from: "alerts@proef.example.eu" },
  watchdog: "heartbeat.duty.example.eu",
};

const operators = `proef-operators-${site}`;
const installed = (alertmanager: Json): Edit =>
  inStack(operators, ["resource", "helm_release", "metrics"], {
    name: "kube-prometheus-stack",
    namespace: "monitoring",
    chart: "kube-prometheus-stack",
    values: [JSON.stringify({ alertmanager })],
  });

const fetched = (...keys: readonly string[]): Edit =>
  withObject(`${site}/foundation/alert-receivers`, {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "alert-receivers", namespace: "monitoring" },
    spec: { target: { name: "alert-receivers" }, data: keys.map((secretKey) => ({ secretKey })) },
  });

const rule = (severity: string): Edit =>
  withObject(`${site}/foundation/rules`, {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "rules", namespace: "monitoring" },
    spec: { groups: [{ name: "g", rules: [{ alert: "A", expr: "1", labels: { severity } }] }] },
  });

const keys = ["page-1-address", "relay-password", "watchdog-address"] as const;

interface Told {
  readonly config?: Json;
  readonly secrets?: readonly string[];
  readonly fetches?: readonly string[];
  readonly severity?: string;
}

const told = ({
  config = alertRouting(alerts),
  secrets = ["alert-receivers"],
  fetches = keys,
  severity = "page",
}: Told): Edit => all(installed({ config, alertmanagerSpec: { secrets } }), fetched(...fetches), rule(severity));

const object = `${site}/monitoring/alertmanager`;
const good = alertRouting(alerts);
const receivers = good["receivers"] ?? null;
const route = good["route"];
const { watchdog: _, ...silent } = alerts;

const bad = (name: string, edit: Edit, part: string, ...says: readonly string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object: part === "" ? object : `${object}/${part}`,
  says,
});

judges(alerting, [
  { name: "every severity has somebody, and silence is noticed", edit: told({}), outcome: "pass" },
  bad("nothing watches the site", nothing, "", "installed by no stack"),
  {
    name: "nobody is told",
    edit: installed({ alertmanagerSpec: {} }),
    outcome: "undecided",
    object,
    says: ["nobody is told", "fact `alerts`"],
  },
  bad(
    "a receiver without a way",
    told({ config: { ...good, receivers: [{ name: "page" }, { name: "ticket" }, { name: "watchdog" }] } }),
    "receivers",
    '"page"',
  ),
  bad(
    "a severity that nobody routes to",
    told({ config: { ...good, receivers: [{ name: "null" }] } }),
    "receivers",
    '"critical"',
  ),
  bad(
    "a severity that is thrown away",
    told({
      config: {
        ...good,
        route: { receiver: "ticket", routes: [{ receiver: "null", matchers: ['severity = "page"'] }] },
      },
    }),
    "receivers",
    '"page"',
  ),
  bad(
    "a relay that is spoken to in the clear",
    told({ config: { ...good, global: { smtp_smarthost: "smtp.relay.example.eu:587", smtp_require_tls: false } } }),
    "receivers",
    "in the clear",
  ),
  bad(
    "an address that opens the way, in the file",
    told({
      config: {
        ...good,
        receivers: [
          ...(Array.isArray(receivers) ? receivers : []),
          { name: "x", webhook_configs: [{ url: "https://x/token" }] },
        ],
      },
    }),
    "receivers",
    "stands in the file",
  ),
  bad("a secret that is not mounted", told({ secrets: [] }), "secrets", "mounted from no secret"),
  bad(
    "a secret that nobody fetches",
    told({ fetches: keys.slice(1) }),
    "secrets",
    "page-1-address",
    "no ExternalSecret",
  ),
  {
    name: "no sign of life",
    edit: told({ config: alertRouting(silent) }),
    outcome: "undecided",
    object: `${object}/watchdog`,
    says: ["alerts themselves stop", "alerts.watchdog"],
  },
  bad(
    "a sign of life once a day",
    told({
      config: {
        ...good,
        route: {
          receiver: "ticket",
          repeat_interval: "24h",
          routes: [{ receiver: "watchdog", matchers: ['alertname = "Watchdog"'] }],
        },
      },
    }),
    "watchdog",
    '"24h"',
  ),
]);

test("a severity of our own that no route knows goes to whoever works by day, not to nobody", () => {
  expect(route).toMatchObject({ receiver: "ticket" });
  const verdicts = alerting.judge(factsAfter(told({ severity: "unheard-of" })));
  expect(verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
});
