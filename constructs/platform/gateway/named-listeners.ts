import type { Construct } from "constructs";
import { publicCertificate } from "../certificates/public-certificate";
import { httpsListener, streamListener } from "./gateway-reference";

/** Public host names by the label that a service is exposed under. */
export type Hosts = Readonly<Record<string, string>>;

/** Listeners of the web on port 443, one a name, each with the certificate of its name. */
export const webListeners = <Routes>(hosts: Hosts, allowedRoutes: Routes) =>
  Object.entries(hosts).map(([label, hostname]) => ({
    name: httpsListener(label),
    protocol: "HTTPS",
    ...terminating(label, hostname, allowedRoutes),
  }));

/**
 * Listeners beside those of the web on port 443, whose connections carry another protocol once the gateway has ended the encryption: the name in
 * the first bytes tells them apart (Envoy Gateway 1.9, TLS termination for TCP; HTTPS and TLS share a port where their names differ).
 */
export const streamListeners = <Routes>(hosts: Hosts, allowedRoutes: Routes) =>
  Object.entries(hosts).map(([label, hostname]) => ({
    name: streamListener(label),
    protocol: "TLS",
    ...terminating(label, hostname, allowedRoutes),
  }));

const terminating = <Routes>(label: string, hostname: string, allowedRoutes: Routes) => ({
  port: 443,
  hostname,
  tls: { mode: "Terminate" as const, certificateRefs: [{ name: certificateName(label) }] },
  allowedRoutes,
});

/** Orders the certificates that the listeners of these names present. */
export function certifyNames(scope: Construct, hosts: Hosts): void {
  for (const [label, host] of Object.entries(hosts)) {
    publicCertificate(scope, { name: certificateName(label), hostNames: [host] });
  }
}

const certificateName = (label: string): string => `certificate-${label}`;
