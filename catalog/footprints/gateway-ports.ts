import type { Receipt } from "../../language";
import { tcp } from "./connections";

/**
 * Port on which a proxy listens for a Gateway listener: Envoy Gateway adds 10000 to a privileged port, so that the
 * proxy needs no capability, and leaves every other port as it is (`servicePortToContainerPort` in
 * envoyproxy/gateway, internal/gatewayapi; the constants were seen unchanged up to release 1.8). 4190 stays 4190. Kong is told the same
 * ports.
 */
export const proxyPort = (listenerPort: number): number => (listenerPort < 1024 ? listenerPort + 10_000 : listenerPort);

const listeners = {
  http: 80,
  https: 443,
  smtp: 25,
  submissions: 465,
  submission: 587,
  imaps: 993,
  ldaps: 636,
  managesieve: 4190,
};

/** Ports of a proxy by what comes to them. */
export const listenerPorts = Object.fromEntries(
  Object.entries(listeners).map(([name, port]) => [name, tcp(proxyPort(port))]),
);

export const fromTheWorld: readonly Receipt[] = Object.entries(listeners).map(([name, port]) => ({
  from: { kind: "load-balancers" },
  port: proxyPort(port),
  protocol: "TCP",
  because: `the world's ${name} connections, to port ${String(port)} outside`,
}));
