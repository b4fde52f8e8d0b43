import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

const instance = { "app.kubernetes.io/instance": "external-secrets" } as const;

export const externalSecrets: Footprint = {
  component: "external-secrets",
  title: "External Secrets Operator",
  namespace: "external-secrets",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.externalSecrets,
  pods: {
    controller: {
      labels: { ...instance, "app.kubernetes.io/name": "external-secrets" },
      count: { kind: "fixed", count: 2 },
      ports: { metrics: tcp(8080) },
      ...chosenRequests(50, 128),
      volumes: 0,
      images: [images.externalSecrets],
      reaches: [
        ...resolvesNames,
        callsKubernetes("writes the secrets it fetched"),
        reachesPods("openbao/server", 8200, "fetches secrets"),
      ],
      receives: [],
    },
    webhook: {
      labels: { ...instance, "app.kubernetes.io/name": "external-secrets-webhook" },
      count: { kind: "fixed", count: 3 },
      ports: { metrics: tcp(8080), webhook: tcp(10250), ready: tcp(8081) },
      ...chosenRequests(20, 64),
      volumes: 0,
      images: [images.externalSecrets],
      reaches: [...resolvesNames, callsKubernetes("reads what it checks against")],
      receives: [admits(10250, "API server has external secrets and stores checked"), probedOn(8081)],
    },
    "cert-controller": {
      labels: { ...instance, "app.kubernetes.io/name": "external-secrets-cert-controller" },
      count: { kind: "fixed", count: 2 },
      ports: { metrics: tcp(8080), ready: tcp(8081) },
      ...chosenRequests(20, 96),
      volumes: 0,
      images: [images.externalSecrets],
      reaches: [...resolvesNames, callsKubernetes("renews the webhook's certificate")],
      receives: [probedOn(8081)],
    },
  },
};
