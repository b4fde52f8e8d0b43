import type { KubernetesFact } from "../facts";
import { at, listAt, numberAt, textAt, type Json } from "../facts/json";

/** Protocol that a kind of route carries; undefined for what is no route. */
export function routeProtocol(kind: string): "TCP" | "UDP" | undefined {
  switch (kind) {
    case "HTTPRoute":
    case "GRPCRoute":
    case "TLSRoute":
    case "TCPRoute":
    // Kong's own.
    case "TCPIngress":
      return "TCP";
    case "UDPRoute":
      return "UDP";
    default:
      return undefined;
  }
}

/** A Service that a route leads to. */
export interface RoutedService {
  readonly namespace: string;
  readonly name: string;
  /** The reference as it stands in the route. */
  readonly ref: Json;
}

/** Services that a route leads to, by any of its rules. */
export const servicesBehind = ({ object, namespace }: KubernetesFact): readonly RoutedService[] =>
  listAt(object, "spec", "rules")
    .flatMap((rule) => [...listAt(rule, "backendRefs"), ...kongBackend(at(rule, "backend"))])
    .map((ref) => ({
      namespace: textAt(ref, "namespace") ?? namespace ?? "default",
      name: textAt(ref, "name") ?? "",
      ref,
    }));

/** What a TCPIngress leads to, in the words of a route. */
function kongBackend(backend: Json | undefined): readonly Json[] {
  const name = textAt(backend, "serviceName");
  const port = numberAt(backend, "servicePort");
  return name === undefined || port === undefined ? [] : [{ name, port }];
}
