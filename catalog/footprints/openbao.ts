import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { callsKubernetes, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/**
 * Three servers with integrated raft storage: quorum is two, a lost zone leaves it. Injector and CSI driver are off,
 * External Secrets does their work, and the injector would bring a HashiCorp image. The chart's server container
 * does not drop its capabilities: `server.statefulSet.securityContext.container` must, or "restricted" refuses it.
 * The readiness probe runs inside the container, so the kubelet opens no connection.
 */
export const openbao: Footprint = {
  component: "openbao",
  title: "OpenBao",
  namespace: "openbao",
  zone: "data",
  podSecurity: { level: "restricted" },
  chart: helmCharts.openbao,
  pods: {
    server: {
      labels: {
        "app.kubernetes.io/name": "openbao",
        "app.kubernetes.io/instance": "openbao",
        component: "server",
      },
      account: "openbao",
      count: { kind: "fixed", count: 3 },
      ports: { http: tcp(8200), "https-internal": tcp(8201), "http-rep": tcp(8202) },
      ...chosenRequests(250, 512),
      // Raft data; the audit trail goes to the container's output, where the log agent takes it.
      volumes: 1,
      images: [images.openbao],
      reaches: [
        ...resolvesNames,
        reachesPods("openbao/server", 8200, "joins the other servers"),
        reachesPods("openbao/server", 8201, "replicates to the other servers and forwards to the leader"),
        callsKubernetes("verifies service account tokens and labels the leader"),
        {
          to: { kind: "key-service" },
          port: 5696,
          protocol: "TCP",
          because: "unseals itself with a key outside the cluster",
        },
      ],
      receives: [],
    },
  },
};
