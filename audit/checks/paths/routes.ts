import type { Facts, KubernetesFact } from "../../facts";
import { endsOf } from "../../network/route-ends";
import { routeProtocol, servicesBehind } from "../../network/routes";
import type { Site } from "../../network/site";

/** A route that leads to pods, and the port on which it does. */
export interface RouteTo {
  readonly object: string;
  readonly route: KubernetesFact;
  /** Sets of pods that it leads to. */
  readonly sets: readonly string[];
  /** Undefined where the pods have no port of the name. */
  readonly port: number | undefined;
}

/** Where each route of a site leads. */
export const routesAt = ({ kubernetes }: Pick<Facts, "kubernetes">, site: Site): readonly RouteTo[] =>
  Object.entries(kubernetes).flatMap(([object, route]) =>
    route.site !== site.name || routeProtocol(route.kind) === undefined
      ? []
      : servicesBehind(route).flatMap((behind) => {
          const ends = endsOf(behind, kubernetes, site);
          return ends === "unknown" ? [] : ends.map(({ pods, port }) => ({ object, route, sets: pods.sets, port }));
        }),
  );
