import type { Finding } from "../../../check";
import type { KubernetesFact } from "../../../facts";
import { at, numberAt, type Json } from "../../../facts/json";
import { servicesBehind } from "../../../network/routes";
import { kongAnnotation, pluginNames, pluginsOf, settingsOf } from "../../../workloads/kong-plugins";
import type { Neighbours } from "../../../workloads/neighbours";
import { guardFindings } from "./guard";

/** What is wrong with a route that Kong serves. */
export function kongRouteFindings(route: KubernetesFact, neighbours: Neighbours): readonly Finding[] {
  const plugins = pluginsOf(route, neighbours);
  return [
    ...strangers(route, plugins),
    ...encryptionFindings(route),
    ...rateFindings(plugins),
    ...guardFindings(route, plugins, neighbours),
    ...servicesBehind(route).flatMap(({ namespace, name }) =>
      serviceFindings(
        name,
        neighbours.of(route.site, namespace, "Service").find((service) => service.name === name),
        neighbours.of(route.site, namespace, "KongUpstreamPolicy"),
      ),
    ),
  ];
}

/** Kong's controller leaves out a route whose plugin there is not, or worse. */
const strangers = (route: KubernetesFact, plugins: readonly KubernetesFact[]): readonly Finding[] =>
  (pluginNames(route) ?? [])
    .filter((name) => !plugins.some((plugin) => plugin.name === name))
    .map((value) => ({
      where: "metadata.annotations konghq.com/plugins",
      value,
      why: "is no plugin at work in the route's namespace",
      wayOut: "add it, or enable it",
    }));

/** Kong answers on every port of its own whatever listener a route hangs on. */
function encryptionFindings(route: KubernetesFact): readonly Finding[] {
  const protocols = kongAnnotation(route, "protocols");
  const status = kongAnnotation(route, "https-redirect-status-code");
  return [
    ...(protocols === "https"
      ? []
      : [
          {
            where: "metadata.annotations konghq.com/protocols",
            ...(protocols === undefined ? {} : { value: protocols }),
            why: "answers without encryption as well",
            wayOut: 'set it to "https"',
          },
        ]),
    ...(status === "301" || status === "308"
      ? []
      : [
          {
            where: "metadata.annotations konghq.com/https-redirect-status-code",
            ...(status === undefined ? {} : { value: status }),
            why: "leads nobody from the plain port to the encrypted one for good",
            wayOut: 'set it to "301"',
          },
        ]),
  ];
}

/** Whether a rate is limited at all. */
export function rateFindings(plugins: readonly KubernetesFact[]): readonly Finding[] {
  const limits = settingsOf(plugins, "rate-limiting");
  const limited = ["second", "minute", "hour", "day"].some((unit) => (numberAt(limits, unit) ?? 0) > 0);
  return limited
    ? []
    : [
        {
          where: "KongPlugin rate-limiting",
          why: "limits nothing, so that one client may take all there is",
          wayOut: "set the rate that the plan derives",
        },
      ];
}

/** Most times that a request is repeated. */
const mostRetries = 2;

/** How Kong treats what is behind a Service: when it sets replicas aside, and how often it asks again. */
export function serviceFindings(
  name: string,
  service: KubernetesFact | undefined,
  policies: readonly KubernetesFact[],
): readonly Finding[] {
  const where = (annotation: string): string => `Service ${name} konghq.com/${annotation}`;
  if (service === undefined) {
    return [
      {
        where: `Service ${name}`,
        why: "stands in no file, so that nothing says how Kong treats what is behind it",
        wayOut: "write it beside the route",
      },
    ];
  }
  const policy = policies.find((candidate) => candidate.name === kongAnnotation(service, "upstream-policy"));
  const retries = kongAnnotation(service, "retries");
  return [
    ...(policy === undefined
      ? [
          {
            where: where("upstream-policy"),
            why: "names no policy, so that a slow service takes the gateway with it",
            wayOut: "name one that sets failing replicas aside",
          },
        ]
      : breakerFindings(policy)),
    ...(retries !== undefined && /^\d+$/.test(retries) && Number(retries) <= mostRetries
      ? []
      : [
          {
            where: where("retries"),
            ...(retries === undefined ? {} : { value: retries }),
            why: "repeats requests more often than a service in need bears",
            wayOut: `set it to ${String(mostRetries)} at most`,
          },
        ]),
    ...(kongAnnotation(service, "read-timeout") === undefined
      ? [
          {
            where: where("read-timeout"),
            why: "is left to Kong, which ends every answer after a minute of silence",
            wayOut: "state it",
          },
        ]
      : []),
  ];
}

/** Replicas are set aside by what they answer, and come back when they answer again: without the one nothing breaks, without the other nothing heals. */
const breakerFindings = ({ name, object }: KubernetesFact): readonly Finding[] =>
  [
    { path: ["passive", "unhealthy", "tcpFailures"], why: "never sets a replica aside that takes no connection" },
    { path: ["passive", "unhealthy", "httpFailures"], why: "never sets a replica aside that answers with failures" },
    { path: ["active", "healthy", "interval"], why: "never takes a replica back that was set aside" },
  ]
    .filter(({ path }) => !isPositive(at(object, "spec", "healthchecks", ...path)))
    .map(({ path, why }) => ({
      where: `KongUpstreamPolicy ${name} spec.healthchecks.${path.join(".")}`,
      why,
      wayOut: "set it",
    }));

const isPositive = (json: Json | undefined): boolean => typeof json === "number" && json > 0;
