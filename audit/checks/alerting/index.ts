import { kubePrometheusStack } from "../../../catalog/footprints/kube-prometheus-stack";
import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts, ReleaseFact } from "../../facts";
import { at, listAt, parts, textAt, type Json } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { alertRulesAt } from "../../workloads/alert-rules";
import { receiverOf, routeOf, waysOf } from "./routes";

const id = "alerting";
const ours = pen(id);

const { component, namespace } = kubePrometheusStack;

/** Severities of the rules that the stack brings, which stand in no file of ours. */
const broughtSeverities = ["critical", "warning"];

/** A sign of life that comes less often tells too late; the watchers outside expect one within minutes. */
const longestSilence = 10;

/** Alerts that nobody reads are none: each severity has somebody, and somebody outside notices when nothing is said any more. */
export const alerting: Check = {
  id,
  title: "Every alert reaches somebody outside the platform, and its silence is noticed",
  controls: ["A.5.24", "A.6.8", "A.8.16"],
  applies: ({ footprints }) => component in footprints,
  judge: (facts) => Object.keys(facts.plan.sites).flatMap((site) => judgeSite(facts, site)),
};

function judgeSite(facts: Facts, site: string): readonly Verdict[] {
  const object = `${site}/${namespace}/alertmanager`;
  const release = Object.values(facts.releases).find((each) => each.site === site && each.name === component);
  if (release === undefined) {
    return [
      ours.fail(object, {
        where: "helm_release",
        value: component,
        why: "is installed by no stack of the site, so that nothing watches it",
        wayOut: `install it in ${namespace}`,
      }),
    ];
  }
  const config = release.values.flatMap((values) => at(values, "alertmanager", "config") ?? [])[0];
  if (config === undefined) {
    return [
      ours.undecided(object, {
        where: "alertmanager.config",
        why: "is missing, so that alerts are shown and nobody is told",
        wayOut: "state the fact `alerts`",
      }),
    ];
  }
  return [
    ...ours.sum(`${object}/receivers`, { failures: [...untold(facts, site, config), ...clear(config)] }),
    ...ours.sum(`${object}/secrets`, { failures: unopened(facts, site, release, config) }),
    watchdog(`${object}/watchdog`, config),
  ];
}

/** Severities of the site's own rules, and of the stack's, that lead to nobody. */
function untold(facts: Facts, site: string, config: Json): readonly Finding[] {
  const own = alertRulesAt(facts, site).flatMap((rule) => textAt(rule, "labels", "severity") ?? []);
  return [...new Set([...own, ...broughtSeverities])]
    .sort()
    .filter((severity) => waysOf(receiverOf(config, { severity })).length === 0)
    .map((severity) => ({
      where: "alertmanager.config.route",
      value: severity,
      why: "is a severity of which nobody is told",
      wayOut: "route it to a receiver that has a way",
    }));
}

/** What must not go unencrypted, and what must not stand in a file. */
const clear = (config: Json): readonly Finding[] => [
  ...(at(config, "global", "smtp_smarthost") !== undefined && at(config, "global", "smtp_require_tls") === false
    ? [
        {
          where: "alertmanager.config.global.smtp_require_tls",
          value: false,
          why: "lets mails of alerts, and the password, travel in the clear",
          wayOut: "insist on TLS",
        },
      ]
    : []),
  ...parts(config).flatMap(([path, part]) =>
    typeof part === "string" && /^(?:url|.*password|.*secret)$/.test(String(path.at(-1)))
      ? [
          {
            where: ["alertmanager.config", ...path].join("."),
            why: "stands in the file, and opens a way of alerts to whoever reads it",
            wayOut: "name the file of a mounted secret",
          },
        ]
      : [],
  ),
];

const mounted = /^\/etc\/alertmanager\/secrets\/([^/]+)\/([^/]+)$/;

/** Files that Alertmanager reads, and that no secret of the namespace brings. */
function unopened(facts: Facts, site: string, { values }: ReleaseFact, config: Json): readonly Finding[] {
  const mounts = values.flatMap((each) => listAt(each, "alertmanager", "alertmanagerSpec", "secrets"));
  return parts(config).flatMap(([path, part]): readonly Finding[] => {
    if (typeof part !== "string" || !String(path.at(-1)).endsWith("_file")) return [];
    const [, secret = "", key = ""] = mounted.exec(part) ?? [];
    const fetched = objectsOfKind(facts, "ExternalSecret").some(
      ([, fact]) =>
        fact.site === site &&
        fact.namespace === namespace &&
        textAt(fact.object, "spec", "target", "name") === secret &&
        listAt(fact.object, "spec", "data").some((each) => textAt(each, "secretKey") === key),
    );
    if (mounts.includes(secret) && fetched) return [];
    return [
      {
        where: ["alertmanager.config", ...path].join("."),
        value: part,
        why: mounts.includes(secret) ? "is fetched by no ExternalSecret" : "is mounted from no secret",
        wayOut: "have External Secrets fetch it, and the release mount it",
      },
    ];
  });
}

/** The alert that always holds goes to somebody outside, often. */
function watchdog(object: string, config: Json): Verdict {
  const labels = { alertname: "Watchdog", severity: "none" };
  if (listAt(receiverOf(config, labels) ?? null, "webhook_configs").length === 0) {
    return ours.undecided(object, {
      where: "alertmanager.config.route",
      value: labels.alertname,
      why: "is told to nobody, so that nobody notices when alerts themselves stop",
      wayOut: "state the fact `alerts.watchdog`",
    });
  }
  const interval =
    textAt(routeOf(config, labels), "repeat_interval") ?? textAt(config, "route", "repeat_interval") ?? "";
  const minutes = Number(/^(\d+)m$/.exec(interval)?.[1] ?? Number.NaN);
  return minutes <= longestSilence
    ? ours.pass(object)
    : ours.fail(object, {
        where: "repeat_interval",
        value: interval,
        why: `is not ${String(longestSilence)} minutes or less, so that silence says nothing`,
        wayOut: "repeat it every five minutes",
      });
}
