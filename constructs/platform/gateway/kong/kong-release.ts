import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { guardName, helmCharts, images, proxyPort } from "../../../../catalog";
import { kong } from "../../../../catalog/footprints/kong";
import { byTagAlone, imageReference, mebibytes, millicores, type Mirror } from "../../../../language";
import { componentRelease, type ReleaseProps } from "../../releases/component-release";
import type { HelmValues } from "../../releases/helm-values";
import { mirroredRepository } from "../../releases/mirrored-image";
import {
  budget,
  podOf,
  replicasOf,
  resources,
  restrictedContainer,
  restrictedPod,
  spread,
  without,
} from "../../releases/pod-values";
import { firewallConfiguration } from "./firewall-configuration";

export interface KongReleaseProps extends ReleaseProps {
  /** Public ports besides 80 and 443 that lead to one service each. */
  readonly ports: readonly number[];
  /** What becomes of requests that the firewall suspects. */
  readonly firewall: "detect" | "block";
  /** Program of the guard, and its settings as Kong checks them, both in Lua. */
  readonly guard: { readonly handler: string; readonly schema: string };
}

/** ConfigMaps that come with the release. */
const guardFiles = "kong-guard";
const firewallFiles = "kong-firewall";

/** What the controller and the firewall ask for beside the data plane. */
const controllerRequests = { cpu: millicores(100), memory: mebibytes(256) };
const firewallRequests = { cpu: millicores(200), memory: mebibytes(512) };

/** The user that the publishers' images run as: Kong's own is named by its chart, Coraza's by its Dockerfile. */
const user = { runAsUser: 1000, runAsGroup: 1000 };

/**
 * Kong without a database or a licence. Helm installs its definitions, which lie in the chart's folder `crds`, and never changes them: before an
 * upgrade apply those of the new chart (`helm show crds`, `kubectl apply --server-side`).
 */
export class KongRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: KongReleaseProps) {
    super(scope, id);
    const { component, namespace } = kong;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.kong,
      values: kongValues(props),
    });
  }
}

export function kongValues({
  mirror,
  pullSecret,
  ports,
  firewall,
  guard,
}: Omit<KongReleaseProps, "dependsOn">): HelmValues {
  const pod = podOf(kong, "proxy");
  const replicas = replicasOf(kong, "proxy");
  return {
    fullnameOverride: kong.component,
    image: { ...mirroredRepository(images.kong, byTagAlone(mirror)), pullSecrets: [pullSecret] },
    replicaCount: replicas,
    resources: resources(without(pod, controllerRequests, firewallRequests)),
    securityContext: restrictedPod,
    containerSecurityContext: { ...restrictedContainer, ...restrictedPod, ...user },
    topologySpreadConstraints: spread(pod),
    podDisruptionBudget: { ...budget(replicas), unhealthyPodEvictionPolicy: "AlwaysAllow" },
    env,
    // Asked by the controller of the same pod, and by nobody else.
    admin: { enabled: false },
    manager: { enabled: false },
    proxy: {
      // The load balancer in front is Terraform's: its address is older than any gateway and outlives it.
      type: "ClusterIP",
      http: { containerPort: proxyPort(80), servicePort: 80 },
      tls: { containerPort: proxyPort(443), servicePort: 443, parameters: ["http2"] },
      stream: ports.map((port) => ({
        containerPort: proxyPort(port),
        servicePort: port,
        protocol: "TCP",
        parameters: [],
      })),
    },
    plugins: { configMaps: [{ name: guardFiles, pluginName: guardName }] },
    extraObjects: [
      configMap(guardFiles, {
        "handler.lua": guard.handler,
        "schema.lua": guard.schema,
      }),
      configMap(firewallFiles, { Caddyfile: firewallConfiguration(firewall) }),
    ],
    deployment: {
      sidecarContainers: [firewallContainer(mirror)],
      userDefinedVolumes: [
        { name: "firewall", configMap: { name: firewallFiles } },
        { name: "firewall-temporary", emptyDir: { sizeLimit: "64Mi" } },
      ],
    },
    ingressController: {
      image: mirroredRepository(images.kongController, byTagAlone(mirror)),
      resources: resources(controllerRequests),
      ingressClass: "kong",
      createIngressClass: false,
      // What it would refuse has been judged before it is written; its certificate would be new with each release.
      admissionWebhook: { enabled: false },
      env: { anonymous_reports: "false", kong_admin_tls_skip_verify: true },
    },
  };
}

/** Settings of the data plane (kong.conf of 3.9), by their names there. */
const env = {
  database: "off",
  nginx_worker_processes: "2",
  anonymous_reports: "off",
  admin_gui_listen: "off",
  // Nobody writes programs into routes: the guard is the one program.
  untrusted_lua: "off",
  // TLS 1.3 alone, Mozilla's list "modern".
  ssl_cipher_suite: "modern",
  // Nothing tells the world what answers.
  headers: "off",
  // A body that the firewall inspects is held in memory, and never longer.
  nginx_http_client_body_buffer_size: "128k",
  // A session in cookies is longer than nginx expects.
  nginx_proxy_large_client_header_buffers: "4 32k",
  nginx_proxy_proxy_buffer_size: "32k",
  nginx_proxy_proxy_buffers: "8 32k",
  nginx_proxy_proxy_busy_buffers_size: "64k",
  // Puts the client's address before the first byte that a service gets from a connection which is not the web's.
  nginx_sproxy_proxy_protocol: "on",
};

const firewallContainer = (mirror: Mirror) => ({
  name: "firewall",
  image: imageReference(images.corazaServer, mirror),
  command: ["caddy", "run", "--config", "/firewall/Caddyfile", "--adapter", "caddyfile"],
  env: [
    { name: "XDG_CONFIG_HOME", value: "/tmp/config" },
    { name: "XDG_DATA_HOME", value: "/tmp/data" },
  ],
  resources: resources(firewallRequests),
  securityContext: {
    ...restrictedContainer,
    ...restrictedPod,
    ...user,
    // The program's file claims this right; where it can't be had, the kernel does not start it.
    capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
  },
  volumeMounts: [
    { name: "firewall", mountPath: "/firewall", readOnly: true },
    { name: "firewall-temporary", mountPath: "/tmp" },
  ],
});

const configMap = (name: string, data: Readonly<Record<string, string>>) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: kong.namespace },
  data,
});
