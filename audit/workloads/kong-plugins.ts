import type { KubernetesFact } from "../facts";
import { at, listAt, textAt, type Json } from "../facts/json";
import type { Neighbours } from "./neighbours";

/** What Kong's controller calls itself in a GatewayClass. */
const controller = "konghq.com/kic-gateway-controller";

/** True where a Gateway is of a class that Kong's controller answers to. */
export const isKongs = (gateway: KubernetesFact, neighbours: Neighbours): boolean =>
  neighbours
    .of(gateway.site, "", "GatewayClass")
    .some(
      ({ name, object }) =>
        name === textAt(gateway.object, "spec", "gatewayClassName") &&
        textAt(object, "spec", "controllerName") === controller,
    );

/** An annotation that Kong's controller reads. */
export const kongAnnotation = ({ object }: KubernetesFact, name: string): string | undefined =>
  textAt(object, "metadata", "annotations", `konghq.com/${name}`);

/** Names of the plugins that a route calls; undefined where it calls none, and so is none that Kong guards. */
export const pluginNames = (route: KubernetesFact): readonly string[] | undefined =>
  kongAnnotation(route, "plugins")
    ?.split(",")
    .map((name) => name.trim());

/** The plugins that a route calls and that are at work. */
export const pluginsOf = (route: KubernetesFact, neighbours: Neighbours): readonly KubernetesFact[] => {
  const names = pluginNames(route) ?? [];
  return neighbours
    .of(route.site, route.namespace ?? "", "KongPlugin")
    .filter(({ name, object }) => names.includes(name) && at(object, "disabled") !== true);
};

/** Settings of the plugin of a kind among some. */
export const settingsOf = (plugins: readonly KubernetesFact[], kind: string): Json | undefined =>
  plugins.filter(({ object }) => textAt(object, "plugin") === kind).map(({ object }) => at(object, "config") ?? {})[0];

/** True where a route hangs on a Gateway that Kong serves. */
export const isBehindKong = ({ site, namespace, object }: KubernetesFact, neighbours: Neighbours): boolean =>
  listAt(object, "spec", "parentRefs").some((parent) =>
    neighbours
      .of(site, textAt(parent, "namespace") ?? namespace ?? "", "Gateway")
      .some((gateway) => gateway.name === textAt(parent, "name") && isKongs(gateway, neighbours)),
  );
