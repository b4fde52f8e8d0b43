import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { secretsServer, type SecretsProduct } from "../../catalog";
import { alloy } from "../../catalog/footprints/alloy";
import { certManager } from "../../catalog/footprints/cert-manager";
import { cloudnativePg } from "../../catalog/footprints/cloudnative-pg";
import { envoyGateway } from "../../catalog/footprints/envoy-gateway";
import { gatewayDefinitions } from "../../catalog/footprints/gateway-definitions";
import { kong } from "../../catalog/footprints/kong";
import { externalSecrets } from "../../catalog/footprints/external-secrets";
import { gatekeeper } from "../../catalog/footprints/gatekeeper";
import { jaeger } from "../../catalog/footprints/jaeger";
import { kubePrometheusStack } from "../../catalog/footprints/kube-prometheus-stack";
import { loki } from "../../catalog/footprints/loki";
import { pluginBarmanCloud } from "../../catalog/footprints/plugin-barman-cloud";
import { strimzi } from "../../catalog/footprints/strimzi";
import { trustManager } from "../../catalog/footprints/trust-manager";
import type { Alerts } from "../../language";
import { GatekeeperRelease } from "./admission/gatekeeper-release";
import { StrimziRelease } from "./bus/strimzi-release";
import { CertManagerRelease } from "./certificates/cert-manager-release";
import { TrustManagerRelease } from "./certificates/trust-manager-release";
import { BarmanCloudRelease } from "./database/barman-cloud-release";
import { CloudnativePgRelease } from "./database/cloudnative-pg-release";
import { EnvoyGatewayRelease } from "./gateway/envoy-gateway-release";
import { GatewayDefinitionsRelease } from "./gateway/gateway-definitions-release";
import { KongRelease, type KongReleaseProps } from "./gateway/kong/kong-release";
import { AlloyRelease } from "./logs/alloy-release";
import { LokiRelease, type LogKeeping } from "./logs/loki-release";
import { JaegerRelease } from "./traces/jaeger-release";
import { KubePrometheusStackRelease } from "./observability/kube-prometheus-stack-release";
import { PrometheusDefinitionsRelease } from "./observability/prometheus-definitions-release";
import type { MeshKind } from "../../language";
import type { ReleaseProps } from "./releases/component-release";
import { ExternalSecretsRelease } from "./secrets/external-secrets-release";
import { SecretsServerRelease, type SealAccess } from "./secrets/secrets-server-release";

export interface OperatorsProps extends ReleaseProps {
  /** Class of persistent volumes: encrypted. */
  readonly storageClass: string;
  /** What holds the secrets. */
  readonly secrets: SecretsProduct;
  readonly seal: SealAccess;
  readonly logs: LogKeeping;
  /** Who is told of alerts. Default: nobody. */
  readonly alerts?: Alerts | undefined;
  /** Namespaces of the cluster's own parts. */
  readonly systemNamespaces: readonly string[];
  /** Product of the event bus that needs an operator. Default: none. */
  readonly bus?: "kafka";
  /** What stands between the world and the services. */
  readonly gateway: InstalledGateway;
  /** Which mesh they run in. */
  readonly mesh: MeshKind;
  /** What stands already, where the mesh could not come without; what `dependsOn` names comes after it. Default: nothing. */
  readonly foundations?: Foundations;
}

/** A gateway, with what its release must know. */
export type InstalledGateway =
  { readonly kind: "envoy" } | ({ readonly kind: "kong" } & Pick<KongReleaseProps, "ports" | "firewall" | "guard">);

/** What certificates need, and who gives them. */
export interface Foundations {
  readonly certificates: ITerraformDependable;
  readonly trust: ITerraformDependable;
  /** Definitions of monitors. */
  readonly monitors: ITerraformDependable;
}

/** What later parts of a cluster wait for. */
export interface InstalledOperators {
  /** The last releases of every chain; when they stand, all do. */
  readonly ready: readonly ITerraformDependable[];
  /** What judges objects on their way in; it can be told rules as soon as it stands. */
  readonly admission: ITerraformDependable;
}

/** The definitions of the Gateway API, cert-manager, which doesn't start without them, and trust-manager. */
export function installFoundations(
  scope: Construct,
  props: ReleaseProps & Pick<OperatorsProps, "mesh" | "gateway">,
): Foundations {
  const after = (...dependsOn: readonly ITerraformDependable[]): ReleaseProps => ({ ...props, dependsOn });
  const monitors = new PrometheusDefinitionsRelease(scope, "prometheus-definitions", props).release;
  const gateway = defineGateways(scope, props);
  const certificates = new CertManagerRelease(scope, certManager.component, after(monitors, gateway)).release;
  const trust = new TrustManagerRelease(scope, trustManager.component, after(certificates)).release;
  return { monitors, certificates, trust };
}

/** What brings the definitions: Envoy Gateway's controller itself, or its chart alone. */
function defineGateways(
  scope: Construct,
  { gateway, ...props }: ReleaseProps & Pick<OperatorsProps, "mesh" | "gateway">,
): ITerraformDependable {
  switch (gateway.kind) {
    case "envoy":
      return new EnvoyGatewayRelease(scope, envoyGateway.component, props).release;
    case "kong":
      return new GatewayDefinitionsRelease(scope, gatewayDefinitions.component, props).release;
  }
}

/** A gateway that is more than its definitions' chart; its controller looks once, at its start, which kinds there are. */
function installGateway(scope: Construct, { gateway, ...props }: OperatorsProps): readonly ITerraformDependable[] {
  switch (gateway.kind) {
    case "envoy":
      return [];
    case "kong":
      return [new KongRelease(scope, kong.component, { ...props, ...gateway }).release];
  }
}

/**
 * Every third-party component of a cluster, each after what it can't start without and after nothing else. `dependsOn`
 * names what all of them need: namespaces, pull secrets, apply-time values and the secret of the seal.
 */
export function installOperators(scope: Construct, props: OperatorsProps): InstalledOperators {
  const after = (...dependsOn: readonly ITerraformDependable[]): OperatorsProps => ({ ...props, dependsOn });
  const { trust, ...found } = props.foundations ?? installFoundations(scope, props);
  // What stood before the mesh is no reason not to wait for it.
  const [monitors, certificates] =
    props.foundations === undefined ? [[found.monitors], [found.certificates]] : [props.dependsOn, props.dependsOn];
  const secrets = new ExternalSecretsRelease(scope, externalSecrets.component, after(...monitors)).release;
  const databases = new CloudnativePgRelease(scope, cloudnativePg.component, after(...monitors)).release;
  const archives = new BarmanCloudRelease(scope, pluginBarmanCloud.component, after(databases, ...certificates))
    .release;
  const metrics = new KubePrometheusStackRelease(scope, kubePrometheusStack.component, {
    ...after(...certificates),
    gateway: props.gateway.kind,
  }).release;
  const product = props.secrets;
  const vault = new SecretsServerRelease(scope, secretsServer(product).footprint.component, {
    ...after(...monitors),
    product,
  }).release;
  const logs = new LokiRelease(scope, loki.component, after(...monitors)).release;
  const traces = new JaegerRelease(scope, jaeger.component, props).release;
  const agents = new AlloyRelease(scope, alloy.component, after(logs, traces)).release;
  const admission = new GatekeeperRelease(scope, gatekeeper.component, props).release;
  const buses = props.bus === "kafka" ? [new StrimziRelease(scope, strimzi.component, props).release] : [];
  const gateways = installGateway(scope, after(...certificates));
  return { ready: [trust, secrets, archives, metrics, vault, agents, ...buses, ...gateways, admission], admission };
}
