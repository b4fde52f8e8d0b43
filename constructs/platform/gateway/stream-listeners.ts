import { streamListener } from "./gateway-reference";

/**
 * Listeners beside those of the web on port 443, whose connections carry another protocol once the gateway has ended the encryption: the name in
 * the first bytes tells them apart (Envoy Gateway 1.9, TLS termination for TCP; HTTPS and TLS share a port where their names differ).
 */
export const streamListeners = <Routes>(hosts: Readonly<Record<string, string>>, allowedRoutes: Routes) =>
  Object.entries(hosts).map(([label, hostname]) => ({
    name: streamListener(label),
    port: 443,
    protocol: "TLS",
    hostname,
    tls: { mode: "Terminate" as const, certificateRefs: [{ name: `certificate-${label}` }] },
    allowedRoutes,
  }));
