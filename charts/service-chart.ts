import type { Construct } from "constructs";
import { mirrorOf, type Environment } from "../environments/schema";
import type { ReferenceGrant } from "../imports/custom-resources/gateway-api/reference-grant";
import { customObject } from "../constructs/kubernetes/custom-object";
import { accountOf, serviceAccountName } from "../constructs/application/pod-template";
import { serviceAccount } from "../constructs/application/service-account";
import { ServiceWorkload } from "../constructs/application/service-workload";
import { alertRules } from "../constructs/platform/alerts/alert";
import { workloadCertificate } from "../constructs/platform/certificates/internal-certificate";
import { publicCertificate } from "../constructs/platform/certificates/public-certificate";
import {
  gatewayRef,
  httpsListener,
  listenerSetRef,
  streamListener,
  tcpListener,
  tlsListener,
  type RouteParent,
} from "../constructs/platform/gateway/gateway-reference";
import { tenantListeners } from "../constructs/platform/gateway/tenant-listeners";
import { serviceQuota } from "../constructs/platform/namespaces/service-quota";
import { fetchExportedKey } from "../constructs/platform/secrets/exported-key";
import { SecretAccess } from "../constructs/platform/secrets/secret-access";
import {
  generatedPath,
  secretFolder,
  secretsReader,
  secretsRole,
  signingKeyExport,
  siteSecretPath,
} from "../constructs/platform/secrets/secret-paths";
import { httpsRoute, type Access } from "../constructs/presentation/https-route";
import { kongRoute, type KongAccess } from "../constructs/presentation/kong/https-route";
import { tcpIngress } from "../constructs/presentation/kong/tcp-ingress";
import { securityTxt } from "../constructs/presentation/security-txt";
import { streamRoute } from "../constructs/presentation/stream-route";
import { tcpRoute } from "../constructs/presentation/tcp-route";
import type { Traffic } from "../constructs/presentation/traffic-policy";
import { tlsRoute } from "../constructs/presentation/tls-route";
import {
  accountsSecret,
  asksAuthorization,
  busClients,
  certificateName,
  authorizationName,
  authorizationPorts,
  copySecret,
  dkimPrivateKey,
  dkimSecret,
  everybody,
  identityCertificate,
  objectGateway,
  Refusal,
  signInPort,
  signInWorkload,
  type Exposure,
  type ServiceDefinition,
  type ServicePlan,
} from "../language";
import {
  answeringHost,
  certificateKeys,
  hostName,
  hostNames,
  instanceName,
  identityEndpoints,
  identityServerOf,
  issuerUrl,
  isPublished,
  servicesFor,
  signingKeyName,
  surroundingsOf,
  workloadHost,
  workloadLabels,
  workloadName,
} from "../planning/placement";
import { comesWithData } from "../suites";
import { routeName } from "./route-name";
import { serviceAlerts } from "./service-alerts";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";
import type { ChartStage } from "./written-chart";

/** Everything of one service, or of one tenant's instance of it: its account, its secrets, its workloads, and its ways in. */
export const serviceChart = (context: SiteContext, service: ServiceDefinition): ChartDefinition => ({
  stage: stageOf(service),
  release: instanceName(service.name, context.tenant),
  namespace: instanceName(service.name, context.tenant),
  build: (chart) => {
    const { environment, plan, site, tenant } = context;
    const servicePlan = plan.services[instanceName(service.name, tenant)];
    if (servicePlan === undefined) throw notPlanned(service);
    for (const account of accountsOf(service)) serviceAccount(chart, account);
    serviceQuota(chart, servicePlan, environment.mesh.kind);
    secrets(chart, context, service);
    certificate(chart, context, service);
    identities(chart, context, service, servicePlan);
    for (const [name, workload] of Object.entries(service.workloads)) {
      const workloadPlan = servicePlan.workloads[name];
      if (workloadPlan === undefined) throw notPlanned(service);
      new ServiceWorkload(chart, name, {
        service,
        plan: servicePlan,
        at: surroundingsOf(environment, site, service, tenant),
        mirror: mirrorOf(environment),
        pullSecret: environment.registry.pullSecret,
        active: context.active,
        storageClass: context.storageClass,
        name,
        workload,
        workloadPlan,
        certificate: certificateName(certificateKeys(environment, service)[0]),
      });
    }
    if (tenant !== undefined) {
      const hosts = hostsOf(context, service, "https");
      tenantListeners(chart, hosts, hostsOf(context, service, "tls"));
      if (environment.disclosure !== undefined) {
        const parents = Object.keys(hosts).map((label) => listenerSetRef(httpsListener(label)));
        securityTxt(chart, { disclosure: environment.disclosure, parents, hostNames: Object.values(hosts) });
      }
    }
    alertRules(chart, {
      name: instanceName(service.name, tenant),
      ...(tenant === undefined ? {} : { tenant }),
      groups: serviceAlerts(context, service, servicePlan),
    });
    for (const exposure of service.exposes) route(chart, context, service, exposure);
    const target = lentIn(environment).get(service.name);
    if (target !== undefined) lend(chart, context, service.name, target);
    if (tenant !== undefined && asksAuthorization(service))
      borrow(chart, environment, instanceName(service.name, tenant));
  },
});

/** The account that workloads share, and those of single ones. */
const accountsOf = ({ workloads }: ServiceDefinition): readonly string[] => [
  ...new Set([serviceAccountName, ...Object.values(workloads).map(accountOf)]),
];

/** Services that all others stand on come with the data; the rest by their layer. */
const stageOf = (service: ServiceDefinition): ChartStage => (comesWithData(service) ? "data" : service.layer);

function secrets(chart: Construct, { environment, id, tenant }: SiteContext, service: ServiceDefinition): void {
  const { name, needs, workloads, secrets: generated } = service;
  const folder = secretFolder(name, tenant);
  const access = new SecretAccess(chart, "secrets", environment.parts.secrets, instanceName(name, tenant), folder);
  if (needs.database !== undefined) access.fetch({ name: "database", keys: ["password"] });
  if (needs.cache !== undefined) access.fetch({ name: "cache", keys: ["password"] });
  if (needs.oidc?.client === "confidential") access.fetch({ name: "oidc", keys: ["client-secret"] });
  if (needs.accounts !== undefined) access.fetch({ name: accountsSecret, keys: ["client-secret"] });
  for (const selector of needs.dkim?.selectors ?? []) {
    fetchExportedKey(chart, {
      product: environment.parts.secrets,
      role: secretsRole(instanceName(name, tenant)),
      account: secretsReader,
      name: dkimSecret(selector),
      key: dkimPrivateKey,
      path: signingKeyExport(signingKeyName(environment, tenant, selector)),
      secret: "alone",
    });
  }
  for (const bucket of Object.keys(needs.buckets ?? {})) {
    const secret = `bucket-${bucket}`;
    // Keys to a gateway of ours are ours to make; those to a cloud are the cloud's.
    if (objectGateway(bucket) in workloads) {
      access.generate({ name: secret, keys: { "access-key": 20, "secret-key": 40 } });
    } else {
      access.fetch({ name: secret, path: siteSecretPath(folder, secret, id), keys: ["access-key", "secret-key"] });
    }
  }
  for (const carries of new Set(Object.values(workloads).flatMap(({ carries: bucket }) => bucket ?? []))) {
    const secret = copySecret(carries);
    access.fetch({ name: secret, path: siteSecretPath(folder, secret, id), keys: ["access-key", "secret-key"] });
  }
  for (const [secret, made] of Object.entries(generated)) {
    access.generate({ name: secret, path: generatedPath(folder, secret, made, id), keys: made.keys });
  }
}

function certificate(chart: Construct, { environment, tenant }: SiteContext, service: ServiceDefinition): void {
  const { needs } = service;
  if (needs.certificate === undefined) return;
  const [key] = certificateKeys(environment, service);
  publicCertificate(chart, {
    name: certificateName(key),
    hostNames: needs.certificate.labels.flatMap((label) => hostNames(environment, label, tenant)),
    key: key === undefined ? "new-each-time" : "as-found",
  });
}

/**
 * What each workload shows others inside the cluster; the members of one that has names of their own share it, each by its name: the
 * authority gives no certificate for whatever stands below one.
 */
function identities(
  chart: Construct,
  { environment, tenant }: SiteContext,
  { name, workloads, needs: { bus } }: ServiceDefinition,
  { workloads: plans }: ServicePlan,
): void {
  const namespace = instanceName(name, tenant);
  const known = environment.suite.bus === "kafka" && bus !== undefined ? busClients(bus) : [];
  for (const [workload, { identity, running }] of Object.entries(workloads)) {
    if (identity === undefined) continue;
    const set = workloadName(name, workload);
    const members = Array.from(
      { length: plans[workload]?.maximumReplicas.value ?? 0 },
      (_, index) => `${set}-${String(index)}.${workloadHost(name, `${workload}-members`, namespace)}`,
    );
    const host = workloadHost(name, workload, namespace);
    workloadCertificate(chart, {
      name: identityCertificate(workload),
      hostNames: [host, ...(running.kind === "stateful" ? members : [])],
      ...(known.includes(workload) ? { subject: host } : {}),
    });
  }
}

/** Public name of each label under which a tenant's instance is reached over HTTPS, or over TLS with another protocol inside. */
const hostsOf = (
  { environment, tenant }: SiteContext,
  { exposes }: ServiceDefinition,
  over: "https" | "tls",
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    exposes.flatMap(({ kind, label }) => (kind === over ? [[label, hostName(environment, label, tenant)]] : [])),
  );

function route(chart: Construct, context: SiteContext, service: ServiceDefinition, exposure: Exposure): void {
  const { environment, tenant } = context;
  const target = workloadName(service.name, exposure.workload);
  const port = service.workloads[exposure.workload]?.ports[exposure.port]?.port ?? 0;
  const { label } = exposure;
  switch (exposure.kind) {
    case "https":
      webRoute(chart, context, service, exposure, { target, port });
      return;
    case "tcp": {
      if (!isPublished(environment, service.tenancy, exposure)) return;
      const name = `${label}-${String(exposure.publicPort)}`;
      if (environment.parts.gateway === "kong") {
        tcpIngress(chart, { name, publicPort: exposure.publicPort, service: target, port });
      } else if (tenant === undefined) {
        tcpRoute(chart, { name, listener: tcpListener(exposure.publicPort), service: target, port });
      } else {
        const listener = tlsListener(exposure.publicPort);
        const names = hostNames(environment, label, tenant);
        tlsRoute(chart, { name, listener, hostNames: names, service: target, port });
      }
      return;
    }
    case "tls":
      streamRoute(chart, {
        name: label,
        parent: parentOf(context, streamListener(label)),
        hostName: hostName(environment, label, tenant),
        service: target,
        port,
        connections: trafficTo(context, service).connections,
      });
      return;
  }
}

/** A listener of the public gateway, or where tenants share one, of the set beside the tenant's routes. */
const parentOf = ({ environment, tenant }: SiteContext, listener: string): RouteParent =>
  tenant === undefined ? gatewayRef(environment.parts.gateway, listener) : listenerSetRef(listener);

/** The route of a name on the web, in the words of the gateway that stands before it. */
function webRoute(
  chart: Construct,
  context: SiteContext,
  service: ServiceDefinition,
  exposure: Extract<Exposure, { kind: "https" }>,
  { target, port }: { readonly target: string; readonly port: number },
): void {
  const { environment, tenant } = context;
  const { gateway } = environment.parts;
  const { label } = exposure;
  const common = {
    name: routeName(service, exposure),
    hostName: answeringHost(environment, label, tenant),
    parent: parentOf(context, httpsListener(label)),
    port,
    ...(exposure.from === "operators" ? { from: context.site.operators.map((network) => network.toString()) } : {}),
    traffic: {
      ...trafficTo(context, service),
      ...(exposure.meetsBy === undefined ? {} : { meetsBy: exposure.meetsBy }),
    },
    ...(exposure.requests === undefined ? {} : { requests: exposure.requests }),
  };
  switch (gateway) {
    case "envoy":
      httpsRoute(chart, { ...common, service: target, access: accessTo(context, service, exposure) });
      return;
    case "kong":
      kongRoute(chart, {
        ...common,
        namespace: instanceName(service.name, tenant),
        pods: workloadLabels(service.name, exposure.workload),
        podPort: port,
        ...(exposure.encodedSlashes === undefined ? {} : { slashes: exposure.encodedSlashes }),
        access: kongAccessTo(context, service, exposure),
      });
      return;
  }
}

function kongAccessTo(
  { environment, tenant }: SiteContext,
  service: ServiceDefinition,
  exposure: Extract<Exposure, { kind: "https" }>,
): KongAccess {
  switch (exposure.access) {
    case "service-decides":
      return { kind: "anyone" };
    case "signed-in":
      return {
        kind: "signed-in",
        signIn: {
          service: workloadName(service.name, signInWorkload),
          port: signInPort,
          pods: workloadLabels(service.name, signInWorkload),
        },
        issuer: issuerUrl(environment, tenant),
        clientId: service.name,
        authorization: {
          host: `${authorizationService}.${authorizationName}.svc.cluster.local`,
          port: authorizationPorts.http,
          allows: exposure.allows ?? everybody,
        },
      };
  }
}

/** What the plan lets through to the service, in the route's own words. */
function trafficTo({ plan, tenant }: SiteContext, service: ServiceDefinition): Traffic {
  const edge = plan.services[instanceName(service.name, tenant)]?.edge;
  if (edge === undefined) throw notPlanned(service);
  return { requestsPerSecond: edge.requests.value, connections: edge.connections.value };
}

function accessTo(
  { environment, tenant }: SiteContext,
  service: ServiceDefinition,
  exposure: Extract<Exposure, { kind: "https" }>,
): Access {
  switch (exposure.access) {
    case "service-decides":
      return { kind: "anyone" };
    case "signed-in":
      return {
        kind: "signed-in",
        issuer: issuerUrl(environment, tenant),
        endpoints: identityEndpoints(environment, service.name, tenant),
        identity: {
          service: identityService(environment),
          namespace: identityNamespace,
          port: identityServerOf(environment).port,
        },
        clientId: service.name,
        secret: "oidc",
        redirectUrl: `https://${hostName(environment, exposure.label, tenant)}/oauth2/callback`,
        authorization: {
          service: authorizationService,
          namespace: authorizationName,
          port: authorizationPorts.grpc,
          allows: exposure.allows ?? everybody,
        },
      };
  }
}

const identityNamespace = "identity";
const identityService = (environment: Environment): string =>
  workloadName(identityNamespace, identityServerOf(environment).workload);

const authorizationService = workloadName(authorizationName, "opa");

/** A Service that the gateway calls for routes of other namespaces, and the beginning of the names of what permits it. */
interface Lent {
  readonly service: string;
  readonly grant: string;
}

/** By the namespace it stands in. */
const lentIn = (environment: Environment): ReadonlyMap<string, Lent> =>
  new Map([
    [identityNamespace, { service: identityService(environment), grant: "gateway-sign-in" }],
    [authorizationName, { service: authorizationService, grant: "gateway-authorization" }],
  ]);

/** Lets the gateway's sign-in of the platform's other namespaces call the identity server, and ask who may pass. */
function lend(chart: Construct, { environment }: SiteContext, lender: string, { service, grant }: Lent): void {
  const borrowers = servicesFor(environment, undefined).filter(asksAuthorization);
  // Kong's plugins call a Service by its name, and need nobody's leave.
  if (borrowers.length === 0 || environment.parts.gateway === "kong") return;
  const namespaces = borrowers.map(({ name }) => name);
  customObject(chart, { name: grant, namespace: lender }, grantTo(namespaces, service));
}

/** The same for one tenant's namespace, in the tenant's own release: a grant lists 16 namespaces at most. */
function borrow(chart: Construct, environment: Environment, namespace: string): void {
  for (const [lender, { service, grant }] of lentIn(environment)) {
    customObject(chart, { name: `${grant}-${namespace}`, namespace: lender }, grantTo([namespace], service));
  }
}

const grantTo = (namespaces: readonly string[], service: string): ReferenceGrant => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "ReferenceGrant",
  spec: {
    from: namespaces.map((namespace) => ({ group: "gateway.envoyproxy.io", kind: "SecurityPolicy", namespace })),
    to: [{ group: "", kind: "Service", name: service }],
  },
});

const notPlanned = ({ name }: ServiceDefinition): Refusal =>
  new Refusal(`service "${name}"`, [
    {
      where: `services.${name}`,
      value: undefined,
      why: "is missing in the plan",
      wayOut: "plan the environment with this suite",
    },
  ]);
