import type { Facts } from "../facts";
import { at, listAt, numberAt, textsAt } from "../facts/json";
import { selects } from "./label-selector";
import type { RoutedService } from "./routes";
import type { KnownPods, Site } from "./site";
import { targetOf } from "./terraform-services";

/** Pods behind one reference of a route, each with the port that it listens on there. */
export interface End {
  readonly pods: KnownPods;
  readonly port: number | undefined;
}

/** Unknown where a third party makes the Service, and nobody declares where its pods listen. */
export function endsOf(
  { namespace, name, ref }: RoutedService,
  kubernetes: Facts["kubernetes"],
  { name: site, pods }: Site,
): readonly End[] | "unknown" {
  const port = numberAt(ref, "port");
  const inNamespace = pods.filter((candidate) => candidate.namespace === namespace);
  const service = kubernetes[`${site}/${namespace}/Service/${name}`]?.object;
  if (service === undefined) {
    // A Service that a third party's chart makes: its pods are declared with their ports.
    if (inNamespace.some(({ origin, ports }) => origin === "declared" && ports.length === 0)) return "unknown";
    return inNamespace
      .filter(({ ports }) => ports.some((open) => open.port === port))
      .map((found) => ({ pods: found, port }));
  }
  const entry = listAt(service, "spec", "ports").find((candidate) => numberAt(candidate, "port") === port);
  const target = targetOf(at(entry, "targetPort") ?? at(entry, "port"));
  return inNamespace
    .filter(({ labels }) => selects({ matchLabels: textsAt(service, "spec", "selector") }, labels))
    .map((found) => ({
      pods: found,
      port: typeof target === "string" ? found.ports.find(({ name }) => name === target)?.port : target,
    }));
}
