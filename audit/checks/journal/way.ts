import type { Facts, KubernetesFact } from "../../facts";
import { listAt, numberAt, parsedJson, textAt, textsAt, type Json } from "../../facts/json";
import { hasLabels } from "../../network/label-selector";
import { namedPorts, podTemplates, type PodTemplate } from "../../workloads/pod-template";

/** Long-running pods that a Service of the same site leads to. */
export const podsBehind = (facts: Facts, { site, namespace, object }: KubernetesFact): readonly PodTemplate[] => {
  const selector = textsAt(object, "spec", "selector");
  if (Object.keys(selector).length === 0) return [];
  return podTemplates(facts).filter(
    (pod) =>
      pod.longRunning && pod.fact.site === site && pod.namespace === namespace && hasLabels(pod.labels, selector),
  );
};

/** Ids of the ConfigMaps that pods mount. */
export const configurationsOf = ({ fact: { site }, namespace, spec }: PodTemplate): readonly string[] =>
  listAt(spec, "volumes").flatMap((volume) => {
    const name = textAt(volume, "configMap", "name");
    return name === undefined ? [] : [`${site}/${namespace}/ConfigMap/${name}`];
  });

/** What answers at an address inside the cluster. */
export interface Answering {
  /** The pods' own port. */
  readonly port: string;
  readonly path: string;
  readonly pods: readonly PodTemplate[];
  /** Configurations of carriers that the pods read. */
  readonly streams: readonly Json[];
}

/** Who answers at an address, asked from a site; otherwise why nobody does, as the end of a sentence. */
export function answering(facts: Facts, site: string, url: string): Answering | string {
  const parsed = URL.parse(url);
  const [, name = "", namespace = ""] = /^([\w-]+)\.([\w-]+)\.svc\./.exec(parsed?.hostname ?? "") ?? [];
  const service = facts.kubernetes[`${site}/${namespace}/Service/${name}`];
  if (parsed === null || service === undefined) return "leads to no Service of the site";
  const wanted = Number(parsed.port === "" ? 80 : parsed.port);
  const port = listAt(service.object, "spec", "ports").find((each) => numberAt(each, "port") === wanted);
  if (port === undefined) return "leads to no port of the Service";
  const pods = podsBehind(facts, service);
  const [pod] = pods;
  if (pod === undefined) return "leads to a Service without pods";
  const target = textAt(port, "targetPort");
  const number =
    target === undefined
      ? (numberAt(port, "targetPort") ?? wanted)
      : namedPorts(pod).find((each) => each.name === target)?.port;
  return {
    port: String(number ?? ""),
    path: parsed.pathname,
    pods,
    streams: pods.flatMap(configurationsOf).flatMap((id) => {
      const stream = parsedJson(textAt(facts.kubernetes[id]?.object, "data", "bento.json"));
      return stream === undefined ? [] : [stream];
    }),
  };
}
