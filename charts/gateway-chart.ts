import { edgeTraffic, publicGateway, secretsServer } from "../catalog";
import { alertRules } from "../constructs/platform/alerts/alert";
import { certificateAlerts } from "../constructs/platform/alerts/certificate-alerts";
import { issueInternally } from "../constructs/platform/certificates/internal-certificate";
import { issuePublicly } from "../constructs/platform/certificates/public-certificate";
import { gatewayRef, httpsListener } from "../constructs/platform/gateway/gateway-reference";
import { PublicGateway } from "../constructs/platform/gateway/public-gateway";
import { KongGateway } from "../constructs/platform/gateway/kong/kong-gateway";
import { podOf } from "../constructs/platform/releases/pod-values";
import { kongRoute } from "../constructs/presentation/kong/https-route";
import { kongSecurityTxt } from "../constructs/presentation/kong/security-txt";
import { securityTxt } from "../constructs/presentation/security-txt";
import { httpsRoute } from "../constructs/presentation/https-route";
import { mirrorOf } from "../environments/schema";
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
      const hosts = Object.fromEntries(
        [...labels, secretsLabel].sort().map((label) => [label, answeringHost(environment, label)]),
      );
      // The secrets server answers nobody but operators, who know whom to tell.
      const parents = [...new Set(labels)].sort().map((label) => gatewayRef(gateway, httpsListener(label)));
      const { disclosure } = environment;
      switch (gateway) {
        case "envoy":
          new PublicGateway(chart, "gateway", {
            hosts,
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
            ...(environment.tenancy.kind === "shared"
              ? { sharing: { ports: ports.tls, listenersFrom: tenantLabel } }
              : {}),
            clientAddress: clientAddress(site),
            firewall: environment.firewall,
            mirror: mirrorOf(environment),
            pullSecret: environment.registry.pullSecret,
          });
          if (disclosure !== undefined) securityTxt(chart, { disclosure, parents });
          break;
        case "kong":
          new KongGateway(chart, "gateway", { hosts });
          if (disclosure !== undefined) kongSecurityTxt(chart, { disclosure, parents });
          break;
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
    const { gateway } = environment.parts;
    const { footprint } = secretsServer(environment.parts.secrets);
    const common = {
      name: secretsLabel,
      hostName: secretsHost(environment),
      parent: gatewayRef(gateway, httpsListener(secretsLabel)),
      port: 8200,
      // A runner and a handful of operators: what is let through however few the users.
      traffic: {
        requestsPerSecond: edgeTraffic.minimumRequests.value,
        connections: edgeTraffic.minimumConnections.value,
      },
      access: {
        kind: "from-networks" as const,
        networks: [...site.operators, environment.runner.network].map((network) => network.toString()),
      },
    };
    switch (gateway) {
      case "envoy":
        httpsRoute(chart, { ...common, service: footprint.component });
        return;
      case "kong":
        kongRoute(chart, {
          ...common,
          namespace: footprint.namespace,
          pods: podOf(footprint, "server").labels,
          podPort: common.port,
        });
        return;
    }
  },
});
