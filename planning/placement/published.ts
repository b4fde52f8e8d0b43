import type { Environment } from "../../environments/schema";
import type { Exposure, ServiceTenancy } from "../../language";
import { servicesOf } from "../../suites";

/**
 * True where the world reaches an exposure through the gateway. A port on which nothing tells tenants apart is closed where
 * they share the address, and one that a service between them takes leads to that service.
 */
export function isPublished(
  { tenancy }: Pick<Environment, "tenancy">,
  service: ServiceTenancy,
  exposure: Exposure,
): boolean {
  if (!isShared({ tenancy }, service) || exposure.kind !== "tcp") return true;
  return exposure.sharing?.kind === "server-name";
}

/** Ports that the world may connect to besides 80 and 443, in rising order. */
export interface PublicPorts {
  /** Each leads to one service. */
  readonly tcp: readonly number[];
  /** Shared by tenants: the name that a client asks for says whose service it wants. */
  readonly tls: readonly number[];
}

export function publicPorts(environment: Pick<Environment, "suite" | "tenancy">): PublicPorts {
  const exposed = servicesOf(environment).flatMap(({ tenancy, exposes }) =>
    exposes
      .filter((exposure) => exposure.kind === "tcp" && isPublished(environment, tenancy, exposure))
      .flatMap((exposure) =>
        exposure.kind === "tcp" ? [{ port: exposure.publicPort, shared: isShared(environment, tenancy) }] : [],
      ),
  );
  const ports = (shared: boolean): readonly number[] =>
    exposed.flatMap((each) => (each.shared === shared ? [each.port] : [])).sort((a, b) => a - b);
  return { tcp: ports(false), tls: [...new Set(ports(true))] };
}

const isShared = ({ tenancy }: Pick<Environment, "tenancy">, service: ServiceTenancy): boolean =>
  tenancy.kind === "shared" && service === "instance-per-tenant";
