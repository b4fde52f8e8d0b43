import { isEnrolled, linkerdProxy, type MeshWorld } from "../../catalog";
import type { Facts } from "../../audit";
import { at, textAt, type JsonObject } from "../../audit/facts/json";
import { standIn } from "./pod-spec";

/** What the mesh puts beside the containers of a site's pods, by the id of their set; nothing where nodes carry for them. */
export function meshProxies(facts: Facts, site: string): (podSet: string) => readonly JsonObject[] {
  const { mesh, podSets, namespaces, tenancy } = facts.plan;
  if (mesh?.kind !== "linkerd") return () => [];
  const world: MeshWorld = { mesh, podSets, namespaces, ...(tenancy === undefined ? {} : { tenancy }) };
  const proxy = [proxyOf(facts, site)];
  return (podSet) => (isEnrolled(podSet, world) ? proxy : []);
}

/** The container as the values of the mesh's own release ask for it. */
function proxyOf({ releases }: Facts, site: string): JsonObject {
  const values = Object.values(releases)
    .filter((release) => release.site === site && release.chart === "linkerd-control-plane")
    .flatMap((release) => release.values);
  const own = values.map((document) => at(document, "proxy", "resources")).find((found) => found !== undefined);
  const proxy = standIn("linkerd-proxy", linkerdProxy.cpu.value, linkerdProxy.memory.value);
  const amounts = (what: "request" | "limit"): JsonObject => ({
    cpu: textAt(own, "cpu", what) ?? "",
    memory: textAt(own, "memory", what) ?? "",
  });
  return own === undefined
    ? proxy
    : { ...proxy, resources: { requests: amounts("request"), limits: amounts("limit") } };
}
