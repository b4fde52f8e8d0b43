import type { InstalledGateway } from "../constructs/platform/operators";
import type { Environment } from "../environments/schema";
import { publicPorts } from "../planning/placement";
import { kongGuard } from "../policies";

/** The gateway that an environment chose, with what its release must know. */
export function gatewayAt(environment: Environment): InstalledGateway {
  switch (environment.parts.gateway) {
    case "envoy":
      return { kind: "envoy" };
    case "kong":
      return { kind: "kong", ports: publicPorts(environment).tcp, firewall: environment.firewall, guard: kongGuard };
  }
}
