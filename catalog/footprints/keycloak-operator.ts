import type { Footprint } from "../../language";
import { images } from "../components";
import { callsKubernetes, probedOn, resolvesNames, tcp } from "./connections";
import { publishedRequests } from "./requests";

/**
 * The operator from keycloak/keycloak-k8s-resources, tag 26.7.3: no chart exists. Labels, port and requests as in
 * `kubernetes/kubernetes.yml` of 26.4.2 (2025-10-23); the version label moves with every release and is left out.
 * Upstream sets no security context, which "restricted" refuses: our copy of the Deployment adds it. The operator
 * watches its own namespace only unless it is told otherwise; our Keycloak lies in `identity`.
 */
export const keycloakOperator: Footprint = {
  component: "keycloak-operator",
  title: "Keycloak operator",
  namespace: "keycloak-operator",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  pods: {
    operator: {
      labels: { "app.kubernetes.io/name": "keycloak-operator", "app.kubernetes.io/managed-by": "quarkus" },
      // One, as upstream runs it; the servers it made run on while it is away.
      count: { kind: "fixed", count: 1 },
      ports: { http: tcp(8080) },
      ...publishedRequests(300, 450, "keycloak-k8s-resources 26.4.2, kubernetes/kubernetes.yml", "2025-10-23"),
      volumes: 0,
      images: [images.keycloakOperator],
      reaches: [...resolvesNames, callsKubernetes("watches Keycloak resources, makes the server's pods")],
      receives: [probedOn(8080)],
    },
  },
};
