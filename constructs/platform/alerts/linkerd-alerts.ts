import { certManager } from "../../../catalog/footprints/cert-manager";
import { linkerdCni, linkerdControlPlane } from "../../../catalog/footprints/linkerd";
import { identityIssuer, trustAnchor } from "../mesh/linkerd-authority";
import { selector, type RuleGroup } from "./alert";

const { namespace } = linkerdControlPlane;
const hour = 3600;
const year = 365 * 24 * hour;

const endOf = (labels: Readonly<Record<string, string>>): string =>
  `min(certmanager_certificate_expiration_timestamp_seconds${selector(labels)}) - time()`;

const available = (deployment: string): string =>
  `max(kube_deployment_status_replicas_available${selector({ deployment, namespace })}) < 1`;

/** What stops the mesh: its plugin on the nodes for new pods, each part of its control plane within a day, its authority for good. */
export const linkerdAlerts: RuleGroup = {
  name: "mesh",
  rules: [
    {
      kind: "alert",
      name: "MeshMissingOnNode",
      expression: `max by (daemonset) (kube_daemonset_status_number_unavailable${selector({ namespace: linkerdCni.namespace })}) > 0`,
      during: "15m",
      severity: "page",
      summary: "A node lacks {{ $labels.daemonset }}: new pods don't start there",
    },
    {
      kind: "alert",
      name: "MeshControlPlaneDown",
      expression: available("linkerd-identity"),
      during: "15m",
      severity: "page",
      summary: "Nobody signs identities of the mesh: new pods reach nobody, and after a day no others either",
    },
    {
      kind: "alert",
      name: "MeshDestinationsDown",
      expression: available("linkerd-destination"),
      during: "15m",
      severity: "page",
      summary:
        "Nobody tells proxies who is who: new connections go to pods that may be gone, and new pods reach nobody",
    },
    {
      kind: "alert",
      name: "MeshInjectorDown",
      expression: available("linkerd-proxy-injector"),
      during: "15m",
      severity: "page",
      summary: "Nobody puts proxies beside pods: no pod of the mesh starts",
    },
    {
      kind: "alert",
      name: "MeshIssuerExpires",
      expression: `${endOf({ name: identityIssuer, exported_namespace: namespace })} < ${String(12 * hour)}`,
      during: "15m",
      severity: "page",
      summary:
        "The certificate that signs identities of the mesh ends within 12 hours, and was to be renewed half a day ago",
    },
    {
      kind: "alert",
      name: "MeshAuthorityExpires",
      expression: `${endOf({ name: trustAnchor, exported_namespace: certManager.namespace })} < ${String(year)}`,
      during: "1h",
      severity: "ticket",
      summary: "The root certificate of the mesh ends within a year",
    },
  ],
};
