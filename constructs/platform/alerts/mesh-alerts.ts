import { meshSystem } from "../../../catalog";
import { istiod } from "../../../catalog/footprints/istio";
import { selector, type RuleGroup } from "./alert";

const { namespace } = meshSystem;
const month = 30 * 24 * 3600;

/** What stops the mesh: its parts on the nodes at once, its control plane within a day, its authority for good. */
export const meshAlerts: RuleGroup = {
  name: "mesh",
  rules: [
    {
      kind: "alert",
      name: "MeshMissingOnNode",
      expression: `max by (daemonset) (kube_daemonset_status_number_unavailable${selector({ namespace })}) > 0`,
      during: "15m",
      severity: "page",
      summary: "A node lacks {{ $labels.daemonset }}: its pods reach nobody, or new ones don't start",
    },
    {
      kind: "alert",
      name: "MeshControlPlaneDown",
      expression: `max(kube_deployment_status_replicas_available${selector({ deployment: istiod.component, namespace })}) < 1`,
      during: "15m",
      severity: "page",
      summary: "Nobody signs identities of the mesh: new pods reach nobody, and after a day no others either",
    },
    {
      kind: "alert",
      name: "MeshAuthorityExpires",
      expression: `min(citadel_server_root_cert_expiry_timestamp) - time() < ${String(month)}`,
      during: "1h",
      severity: "ticket",
      summary: "The root certificate of the mesh ends within 30 days",
    },
  ],
};
