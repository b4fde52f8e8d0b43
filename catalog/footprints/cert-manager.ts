import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

const instance = { "app.kubernetes.io/instance": "cert-manager" } as const;

/** Two controllers (one leads), three webhooks: without a webhook no certificate can be changed. */
export const certManager: Footprint = {
  component: "cert-manager",
  title: "cert-manager",
  namespace: "cert-manager",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.certManager,
  pods: {
    controller: {
      labels: {
        ...instance,
        "app.kubernetes.io/name": "cert-manager",
        "app.kubernetes.io/component": "controller",
      },
      count: { kind: "fixed", count: 2 },
      ports: { "http-metrics": tcp(9402), "http-healthz": tcp(9403) },
      ...chosenRequests(50, 128),
      volumes: 0,
      images: [images.certManagerController],
      reaches: [
        ...resolvesNames,
        callsKubernetes("watches certificates and writes their secrets"),
        reachesPods("openbao/server", 8200, "has certificates of the internal authority signed"),
        {
          to: { kind: "internet" },
          port: 443,
          protocol: "TCP",
          because: "orders public certificates from an ACME authority, which runs outside the platform",
        },
        {
          to: { kind: "internet" },
          port: 80,
          protocol: "TCP",
          because: "looks at the answer to a challenge from outside, as the authority will",
        },
      ],
      receives: [probedOn(9403)],
    },
    webhook: {
      labels: { ...instance, "app.kubernetes.io/name": "webhook", "app.kubernetes.io/component": "webhook" },
      count: { kind: "fixed", count: 3 },
      ports: { https: tcp(10250), healthcheck: tcp(6080), "http-metrics": tcp(9402) },
      ...chosenRequests(20, 64),
      volumes: 0,
      images: [images.certManagerWebhook],
      reaches: [...resolvesNames, callsKubernetes("renews its own serving certificate")],
      receives: [admits(10250, "API server has certificates and issuers checked"), probedOn(6080)],
    },
    cainjector: {
      labels: { ...instance, "app.kubernetes.io/name": "cainjector", "app.kubernetes.io/component": "cainjector" },
      count: { kind: "fixed", count: 2 },
      ports: { "http-metrics": tcp(9402) },
      ...chosenRequests(20, 192),
      volumes: 0,
      images: [images.certManagerCainjector],
      reaches: [...resolvesNames, callsKubernetes("writes authorities into webhook configurations")],
      receives: [],
    },
    startupapicheck: {
      labels: {
        ...instance,
        "app.kubernetes.io/name": "startupapicheck",
        "app.kubernetes.io/component": "startupapicheck",
      },
      // A job of the installation; counted for good because there must be room for it at every upgrade.
      count: { kind: "fixed", count: 1 },
      ports: {},
      ...chosenRequests(10, 32),
      volumes: 0,
      images: [images.certManagerStartupapicheck],
      reaches: [...resolvesNames, callsKubernetes("waits at installation until the webhook answers")],
      receives: [],
    },
  },
};
