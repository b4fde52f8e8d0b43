import { Construct } from "constructs";
import { footprints, images, publicGateway } from "../../../catalog";
import { imageReference, toBytes, toCpu, type Mirror } from "../../../language";
import type { ClientTrafficPolicy } from "../../../imports/custom-resources/envoy-gateway/client-traffic-policy";
import type { EnvoyProxy } from "../../../imports/custom-resources/envoy-gateway/envoy-proxy";
import type { Gateway } from "../../../imports/custom-resources/gateway-api/gateway";
import type { GatewayClass } from "../../../imports/custom-resources/gateway-api/gateway-class";
import type { HTTPRoute } from "../../../imports/custom-resources/gateway-api/http-route";
import { customObject } from "../../kubernetes/custom-object";
import { webFirewall } from "./web-firewall";
import { lendAgents, requestTraces } from "./request-traces";
import { gatewayRef, httpListener, httpsListener, routesFrom, tcpListener, tlsListener } from "./gateway-reference";
import { certifyNames, streamListeners, webListeners, type Hosts } from "./named-listeners";

/**
 * A load balancer that only passes packets forgets a silent connection, AWS's after 350 seconds (Elastic Load Balancing user
 * guide, 2026), while mail clients wait for half an hour: these packets remind it.
 */
const tcpKeepalive = { idleTime: "120s", interval: "60s", probes: 3 };

export interface PublicGatewayProps {
  /** Public host name of each exposed label. */
  readonly hosts: Hosts;
  /** Public host name of each label behind which another protocol than HTTP speaks. Default: none. */
  readonly streams?: Hosts;
  /** Labels whose services want encoded slashes in paths as they are written. Default: none. */
  readonly slashesKept?: readonly string[];
  /** Public ports besides 80 and 443 that lead to one service each. */
  readonly ports: readonly number[];
  /** What only a gateway that tenants share has. */
  readonly sharing?: {
    /** Ports on which the name that a client asks for says whose service it wants. */
    readonly ports: readonly number[];
    /** Label of the namespaces that may bring listeners of their own. */
    readonly listenersFrom: string;
  };
  /** How the proxies learn who is calling. */
  readonly clientAddress: "proxy-protocol" | "packet";
  /** What becomes of requests that the firewall suspects. */
  readonly firewall: "detect" | "block";
  readonly mirror: Mirror;
  readonly pullSecret: string;
}

interface ListenerPolicy {
  readonly policy: string;
  /** Listener that it is for. Default: all that have none of their own. */
  readonly section?: string;
  readonly slashes: "UnescapeAndRedirect" | "KeepUnchanged";
}

const { name, namespace } = publicGateway("envoy");

/** The one way in: a Gateway with a listener per public name and port, served by hardened proxies in every zone. */
export class PublicGateway extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PublicGatewayProps,
  ) {
    super(scope, id);
    this.proxies();
    lendAgents(this, namespace);
    this.gateway();
    this.encryption({ policy: name, slashes: "UnescapeAndRedirect" });
    for (const label of props.slashesKept ?? []) {
      this.encryption({ policy: `${name}-${label}`, section: httpsListener(label), slashes: "KeepUnchanged" });
    }
    this.redirect();
    webFirewall(this, props);
    certifyNames(this, { ...props.hosts, ...props.streams });
  }

  private proxies(): void {
    const proxy = footprints["envoy-gateway"]?.pods["proxy"];
    const replicas = proxy?.count.kind === "fixed" ? proxy.count.count : 3;
    const proxies: EnvoyProxy = {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "EnvoyProxy",
      spec: {
        // Each worker holds a copy of the firewall's rules; by default there is one for every core of the node.
        concurrency: 2,
        // By default who may pass is asked before anybody has signed in (envoyproxy/gateway#4275, #5367).
        filterOrder: [{ name: "envoy.filters.http.ext_authz", after: "envoy.filters.http.jwt_authn" }],
        telemetry: requestTraces,
        provider: {
          type: "Kubernetes",
          kubernetes: {
            envoyDeployment: {
              replicas,
              pod: {
                imagePullSecrets: [{ name: this.props.pullSecret }],
                securityContext: {
                  runAsNonRoot: true,
                  runAsUser: 65532,
                  runAsGroup: 65532,
                  seccompProfile: { type: "RuntimeDefault" },
                },
                topologySpreadConstraints: [
                  {
                    maxSkew: 1,
                    topologyKey: "topology.kubernetes.io/zone",
                    whenUnsatisfiable: "DoNotSchedule",
                    nodeTaintsPolicy: "Honor",
                    labelSelector: { matchLabels: proxy?.labels ?? {} },
                  },
                ],
              },
              container: {
                image: imageReference(images.envoyProxy, this.props.mirror),
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  runAsNonRoot: true,
                  capabilities: { drop: ["ALL"] },
                  seccompProfile: { type: "RuntimeDefault" },
                },
                ...(proxy === undefined
                  ? {}
                  : {
                      resources: {
                        requests: { cpu: toCpu(proxy.cpu), memory: toBytes(proxy.memory) },
                        limits: { memory: toBytes(proxy.memory) },
                      },
                    }),
              },
            },
            envoyPDB: { minAvailable: replicas - 1 },
            // The load balancer in front is Terraform's: its address is older than any gateway and outlives it.
            envoyService: { type: "ClusterIP" },
          },
        },
      },
    };
    customObject(this, { name, namespace }, proxies);
    const gatewayClass: GatewayClass = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      spec: {
        controllerName: "gateway.envoyproxy.io/gatewayclass-controller",
        parametersRef: { group: "gateway.envoyproxy.io", kind: "EnvoyProxy", name, namespace },
      },
    };
    customObject(this, { name }, gatewayClass);
  }

  private gateway(): void {
    const { sharing } = this.props;
    const gateway: Gateway = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      spec: {
        gatewayClassName: name,
        ...(sharing === undefined
          ? {}
          : {
              allowedListeners: {
                namespaces: {
                  from: "Selector" as const,
                  selector: { matchExpressions: [{ key: sharing.listenersFrom, operator: "Exists" }] },
                },
              },
            }),
        listeners: [
          { name: httpListener, port: 80, protocol: "HTTP", allowedRoutes: routesFrom },
          ...webListeners(this.props.hosts, routesFrom),
          ...streamListeners(this.props.streams ?? {}, routesFrom),
          ...this.props.ports.map((port) => ({
            name: tcpListener(port),
            port,
            protocol: "TCP",
            allowedRoutes: routesFrom,
          })),
          ...(sharing?.ports ?? []).map((port) => ({
            name: tlsListener(port),
            port,
            protocol: "TLS",
            tls: { mode: "Passthrough" as const },
            allowedRoutes: routesFrom,
          })),
        ],
      },
    };
    customObject(this, { name, namespace }, gateway);
  }

  /** A listener's own policy takes the place of the gateway's, so that it says all of it again. */
  private encryption({ policy: own, section, slashes }: ListenerPolicy): void {
    const policy: ClientTrafficPolicy = {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "ClientTrafficPolicy",
      spec: {
        targetRefs: [
          {
            group: "gateway.networking.k8s.io",
            kind: "Gateway",
            name,
            ...(section === undefined ? {} : { sectionName: section }),
          },
        ],
        // The load balancer tells who is calling; without it every client has the load balancer's address.
        ...(this.props.clientAddress === "proxy-protocol" ? { proxyProtocol: { optional: false } } : { tcpKeepalive }),
        tls: { minVersion: "1.3", alpnProtocols: ["h2", "http/1.1"] },
        path: { escapedSlashesAction: slashes, disableMergeSlashes: false },
        timeout: { http: { requestReceivedTimeout: "300s", idleTimeout: "3600s" } },
      },
    };
    customObject(this, { name: own, namespace }, policy);
  }

  private redirect(): void {
    const redirect: HTTPRoute = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      spec: {
        parentRefs: [gatewayRef("envoy", httpListener)],
        rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
      },
    };
    customObject(this, { name: "to-https", namespace }, redirect);
  }
}
