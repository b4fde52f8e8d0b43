import { guardName } from "../../../../catalog";
import type { GatewayCallOut } from "../../../../language";
import type { Finding } from "../../../check";
import type { KubernetesFact } from "../../../facts";
import { textAt } from "../../../facts/json";
import { servicesBehind } from "../../../network/routes";
import { pluginsOf, settingsOf } from "../../../workloads/kong-plugins";
import { kongGuardFindings, kongRateFindings, kongServiceFindings } from "../../edge/kong";
import type { World } from "../world";

/** What a route of Kong's lacks of one thing that should be asked before it. */
export function kongFindings(world: World, route: KubernetesFact, kind: GatewayCallOut["kind"]): readonly Finding[] {
  const { neighbours } = world;
  const plugins = pluginsOf(route, neighbours);
  switch (kind) {
    case "rate-limit":
      return kongRateFindings(plugins);
    case "circuit-breaker":
      return servicesBehind(route).flatMap(({ namespace, name }) =>
        kongServiceFindings(
          name,
          neighbours.of(route.site, namespace, "Service").find((service) => service.name === name),
          neighbours.of(route.site, namespace, "KongUpstreamPolicy"),
        ),
      );
    case "firewall":
      return kongGuardFindings(route, plugins, neighbours);
    case "sign-in":
    case "token":
    case "authorization":
      return [...asked(plugins, kind), ...kongGuardFindings(route, plugins, neighbours)];
  }
}

/** Setting of the guard by which each is asked. */
const settings = { "sign-in": "sign_in", token: "issuer", authorization: "authorization" } as const;

/** The guard asks what it is told to ask, and lets nobody pass without an answer. */
function asked(plugins: readonly KubernetesFact[], kind: keyof typeof settings): readonly Finding[] {
  const guard = settingsOf(plugins, guardName);
  return (textAt(guard, settings[kind]) ?? "") === ""
    ? [
        {
          where: `KongPlugin ${guardName} config.${settings[kind]}`,
          why: "is missing, so that anybody passes",
          wayOut: "state it, or remove the route",
        },
      ]
    : [];
}
