import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, resolvesNames, tcp } from "./connections";
import { chosenRequests, publishedRequests } from "./requests";

const labels = { app: "gatekeeper", "gatekeeper.sh/system": "yes" } as const;
const published = ["gatekeeper 3.23.0, controllerManager.resources and audit.resources", "2026-07-08"] as const;

/**
 * Three webhooks, because nothing that a policy judges is admitted without one of them; one audit, which finds what was there before
 * the policy, and whose absence admits nothing.
 */
export const gatekeeper: Footprint = {
  component: "gatekeeper",
  title: "Gatekeeper",
  namespace: "gatekeeper-system",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.gatekeeper,
  pods: {
    webhook: {
      labels: { ...labels, "gatekeeper.sh/operation": "webhook" },
      count: { kind: "fixed", count: 3 },
      ports: { "webhook-server": tcp(8443), metrics: tcp(8888), healthz: tcp(9090) },
      ...publishedRequests(100, 512, ...published),
      volumes: 0,
      images: [images.gatekeeper],
      reaches: [...resolvesNames, callsKubernetes("reads policies, and renews the certificate of its webhook")],
      receives: [admits(8443, "API server asks whether an object may be"), probedOn(9090)],
    },
    audit: {
      labels: { ...labels, "gatekeeper.sh/operation": "audit" },
      count: { kind: "fixed", count: 1 },
      ports: { metrics: tcp(8888), healthz: tcp(9090) },
      ...publishedRequests(100, 512, ...published),
      volumes: 0,
      images: [images.gatekeeper],
      reaches: [...resolvesNames, callsKubernetes("judges what stands already, and makes a kind of every template")],
      receives: [probedOn(9090)],
    },
    "update-crds": {
      // Kubernetes' own label of a job's pods: the chart gives them nothing that others lack.
      labels: { "batch.kubernetes.io/job-name": "gatekeeper-update-crds-hook" },
      // A job before installation and upgrade; counted for good because there must be room for it each time.
      count: { kind: "fixed", count: 1 },
      ports: {},
      ...chosenRequests(10, 64),
      volumes: 0,
      images: [images.gatekeeperCrds],
      reaches: [...resolvesNames, callsKubernetes("brings the definitions up to the version of the release")],
      receives: [],
    },
  },
};
