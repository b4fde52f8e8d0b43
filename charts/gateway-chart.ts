import { edgeTraffic, publicGateway, secretsServer } from "../catalog";
import { alertRules } from "../constructs/platform/alerts/alert";
import { certificateAlerts } from "../constructs/platform/alerts/certificate-alerts";
import { issueInternally } from "../constructs/platform/certificates/internal-certificate";
import { issuePublicly } from "../constructs/platform/certificates/public-certificate";
import { gatewayRef, httpsListener } from "../constructs/platform/gateway/gateway-reference";
import { PublicGateway } from "../constructs/platform/gateway/public-gateway";
import { securityTxt } from "../constructs/presentation/security-txt";
import { httpsRoute } from "../constructs/presentation/https-route";
import { tenantLabel } from "../language";
import { answeringHost, clientAddress, publicPorts, secretsHost, servicesFor } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** Label under which Terraform reaches the secrets server. */
const secretsLabel = "secrets";

/** The way in, and the authorities of certificates: the one that the world knows, and the one inside. */
export const gatewayChart = ({ environment, site }: SiteContext): ChartDefinition => {
  const exposures = servicesFor(environment, undefined).flatMap(({ exposes }) => exposes);
  const ports = publicPorts(environment);
  const { gateway } = environment.parts;
  const { namespace } = publicGateway(gateway);
  const labels = exposures.filter(({ kind }) => kind === "https").map(({ label }) => label);
  return {
    stage: "gateway",
    release: "gateway",
    namespace,
    build: (chart) => {
      issuePublicly(chart, { ...environment.certificates, pullSecret: environment.registry.pullSecret, gateway });
      issueInternally(chart, environment.parts.secrets);
      new PublicGateway(chart, "gateway", {
        hosts: Object.fromEntries(
          [...labels, secretsLabel].sort().map((label) => [label, answeringHost(environment, label)]),
        ),
        streams: Object.fromEntries(
          exposures
            .flatMap(({ kind, label }) => (kind === "tls" ? [label] : []))
            .sort()
            .map((label) => [label, answeringHost(environment, label)]),
        ),
        slashesKept: exposures
          .flatMap((exposure) =>
            exposure.kind === "https" && exposure.encodedSlashes === "kept" ? [exposure.label] : [],
          )
          .sort(),
        ports: ports.tcp,
        ...(environment.tenancy.kind === "shared" ? { sharing: { ports: ports.tls, listenersFrom: tenantLabel } } : {}),
        clientAddress: clientAddress(site),
        firewall: environment.firewall,
        mirror: environment.registry.mirror,
        pullSecret: environment.registry.pullSecret,
      });
      if (environment.disclosure !== undefined) {
        // The secrets server answers nobody but operators, who know whom to tell.
        const parents = [...new Set(labels)].sort().map((label) => gatewayRef(gateway, httpsListener(label)));
        securityTxt(chart, { disclosure: environment.disclosure, parents });
      }
      alertRules(chart, { name: "gateway", groups: [certificateAlerts(namespace)] });
    },
  };
};

/** The secrets server through the gateway, for the operators' networks and the runner alone. */
export const secretsAccessChart = ({ environment, site }: SiteContext): ChartDefinition => ({
  stage: "gateway",
  release: "secrets-access",
  namespace: secretsServer(environment.parts.secrets).footprint.namespace,
  build: (chart) => {
    httpsRoute(chart, {
      name: secretsLabel,
      hostName: secretsHost(environment),
      parent: gatewayRef(environment.parts.gateway, httpsListener(secretsLabel)),
      service: secretsServer(environment.parts.secrets).footprint.component,
      port: 8200,
      // A runner and a handful of operators: what is let through however few the users.
      traffic: {
        requestsPerSecond: edgeTraffic.minimumRequests.value,
        connections: edgeTraffic.minimumConnections.value,
      },
      access: {
        kind: "from-networks",
        networks: [...site.operators, environment.runner.network].map((network) => network.toString()),
      },
    });
  },
});
