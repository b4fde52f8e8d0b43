import { issuePublicly } from "../constructs/platform/certificates/public-certificate";
import { httpsListener } from "../constructs/platform/gateway/gateway-reference";
import { PublicGateway } from "../constructs/platform/gateway/public-gateway";
import { httpsRoute } from "../constructs/presentation/https-route";
import { gatewayNamespace } from "../planning/flows";
import { clientAddress, hostName, secretsHost } from "../planning/placement";
import { servicesOf } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** Label under which Terraform reaches OpenBao. */
const secretsLabel = "secrets";

/** The way in, and the authority whose certificates it shows. */
export const gatewayChart = ({ environment, site }: SiteContext): ChartDefinition => {
  const exposures = servicesOf(environment).flatMap(({ exposes }) => exposes);
  const labels = exposures.filter(({ kind }) => kind === "https").map(({ label }) => label);
  return {
    stage: "gateway",
    release: "gateway",
    namespace: gatewayNamespace,
    build: (chart) => {
      issuePublicly(chart, { ...environment.certificates, pullSecret: environment.registry.pullSecret });
      new PublicGateway(chart, "gateway", {
        hosts: Object.fromEntries(
          [...labels, secretsLabel].sort().map((label) => [label, hostName(environment, label)]),
        ),
        ports: exposures
          .flatMap((exposure) => (exposure.kind === "tcp" ? [exposure.publicPort] : []))
          .sort((a, b) => a - b),
        clientAddress: clientAddress(site),
        mirror: environment.registry.mirror,
        pullSecret: environment.registry.pullSecret,
      });
    },
  };
};

/** OpenBao through the gateway, for the operators' networks and the runner alone. */
export const secretsAccessChart = ({ environment, site }: SiteContext): ChartDefinition => ({
  stage: "gateway",
  release: "secrets-access",
  namespace: "openbao",
  build: (chart) => {
    httpsRoute(chart, {
      name: secretsLabel,
      hostName: secretsHost(environment),
      listener: httpsListener(secretsLabel),
      service: "openbao",
      port: 8200,
      access: {
        kind: "from-networks",
        networks: [...site.operators, environment.runner.network].map((network) => network.toString()),
      },
    });
  },
});
