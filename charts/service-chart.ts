import type { Construct } from "constructs";
import type { ReferenceGrant } from "../imports/custom-resources/gateway-api/reference-grant";
import { customObject } from "../constructs/kubernetes/custom-object";
import { serviceAccount } from "../constructs/application/service-account";
import { ServiceWorkload } from "../constructs/application/service-workload";
import { publicCertificate } from "../constructs/platform/certificates/public-certificate";
import { httpsListener, tcpListener } from "../constructs/platform/gateway/gateway-reference";
import { serviceQuota } from "../constructs/platform/namespaces/service-quota";
import { SecretAccess } from "../constructs/platform/secrets/secret-access";
import { siteSecretPath } from "../constructs/platform/secrets/secret-paths";
import { httpsRoute, type Access } from "../constructs/presentation/https-route";
import { tcpRoute } from "../constructs/presentation/tcp-route";
import { Refusal, type Exposure, type ServiceDefinition } from "../language";
import { hostName, issuerUrl, surroundingsOf, workloadName } from "../planning/placement";
import { platformServices, servicesOf } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";
import type { ChartStage } from "./written-chart";

/** Everything of one service: its account, its secrets, its workloads, and its ways in. */
export const serviceChart = (context: SiteContext, service: ServiceDefinition): ChartDefinition => ({
  stage: stageOf(service),
  release: service.name,
  namespace: service.name,
  build: (chart) => {
    const { environment, plan, site } = context;
    const servicePlan = plan.services[service.name];
    if (servicePlan === undefined) throw notPlanned(service);
    serviceAccount(chart);
    serviceQuota(chart, servicePlan);
    secrets(chart, context, service);
    certificate(chart, context, service);
    for (const [name, workload] of Object.entries(service.workloads)) {
      const workloadPlan = servicePlan.workloads[name];
      if (workloadPlan === undefined) throw notPlanned(service);
      new ServiceWorkload(chart, name, {
        service,
        plan: servicePlan,
        at: surroundingsOf(environment, site, service),
        mirror: environment.registry.mirror,
        pullSecret: environment.registry.pullSecret,
        active: context.active,
        storageClass: context.storageClass,
        name,
        workload,
        workloadPlan,
      });
    }
    for (const exposure of service.exposes) route(chart, context, service, exposure);
    if (service.name === "identity") lendIdentity(chart, context);
  },
});

/** Services that all others stand on come with the data; the rest by their layer. */
const stageOf = ({ name, layer }: ServiceDefinition): ChartStage => (name in platformServices ? "data" : layer);

function secrets(chart: Construct, { id }: SiteContext, { name, needs, secrets: generated }: ServiceDefinition): void {
  const access = new SecretAccess(chart, "secrets", name);
  if (needs.database !== undefined) access.fetch({ name: "database", keys: ["password"] });
  if (needs.cache !== undefined) access.fetch({ name: "cache", keys: ["password"] });
  if (needs.oidc?.client === "confidential") access.fetch({ name: "oidc", keys: ["client-secret"] });
  for (const bucket of Object.keys(needs.buckets ?? {})) {
    const secret = `bucket-${bucket}`;
    access.fetch({ name: secret, path: siteSecretPath(name, secret, id), keys: ["access-key", "secret-key"] });
  }
  for (const [secret, { keys }] of Object.entries(generated)) access.generate({ name: secret, keys });
}

function certificate(chart: Construct, { environment }: SiteContext, { needs }: ServiceDefinition): void {
  if (needs.certificate === undefined) return;
  publicCertificate(chart, {
    name: "certificate",
    hostNames: needs.certificate.labels.map((label) => hostName(environment, label)),
  });
}

function route(chart: Construct, { environment }: SiteContext, service: ServiceDefinition, exposure: Exposure): void {
  const target = workloadName(service.name, exposure.workload);
  const port = service.workloads[exposure.workload]?.ports[exposure.port]?.port ?? 0;
  switch (exposure.kind) {
    case "https":
      httpsRoute(chart, {
        name: exposure.label,
        hostName: hostName(environment, exposure.label),
        listener: httpsListener(exposure.label),
        service: target,
        port,
        access: accessTo(environment, service, exposure),
      });
      return;
    case "tcp":
      tcpRoute(chart, {
        name: `${exposure.label}-${String(exposure.publicPort)}`,
        listener: tcpListener(exposure.publicPort),
        service: target,
        port,
      });
      return;
  }
}

function accessTo(
  environment: SiteContext["environment"],
  service: ServiceDefinition,
  exposure: Extract<Exposure, { kind: "https" }>,
): Access {
  switch (exposure.access) {
    case "service-decides":
      return { kind: "anyone" };
    case "signed-in":
      return {
        kind: "signed-in",
        issuer: issuerUrl(environment),
        identity: { service: workloadName("identity", "keycloak"), namespace: "identity", port: 8080 },
        clientId: service.name,
        secret: "oidc",
        redirectUrl: `https://${hostName(environment, exposure.label)}/oauth2/callback`,
      };
  }
}

/** Lets the gateway's sign-in of other namespaces call the identity server. */
function lendIdentity(chart: Construct, { environment }: SiteContext): void {
  const borrowers = servicesOf(environment).filter(({ exposes }) =>
    exposes.some((exposure) => exposure.kind === "https" && exposure.access === "signed-in"),
  );
  if (borrowers.length === 0) return;
  const grant: ReferenceGrant = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "ReferenceGrant",
    spec: {
      from: borrowers.map(({ name }) => ({ group: "gateway.envoyproxy.io", kind: "SecurityPolicy", namespace: name })),
      to: [{ group: "", kind: "Service", name: workloadName("identity", "keycloak") }],
    },
  };
  customObject(chart, { name: "gateway-sign-in" }, grant);
}

const notPlanned = ({ name }: ServiceDefinition): Refusal =>
  new Refusal(`service "${name}"`, [
    {
      where: `services.${name}`,
      value: undefined,
      why: "is missing in the plan",
      wayOut: "plan the environment with this suite",
    },
  ]);
