import type { Footprint, Image, HelmChart, Receipt } from "../../language";
import { callsKubernetes, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

export interface SecretsServersProps {
  readonly component: string;
  readonly title: string;
  readonly chart: HelmChart;
  readonly image: Image;
  readonly receives: readonly Receipt[];
}

/**
 * Three servers with integrated raft storage: quorum is two, a lost zone leaves it. Injector and CSI driver are off,
 * External Secrets does their work, and the injector would bring another image. Neither chart's server container
 * drops its capabilities: `server.statefulSet.securityContext.container` must, or "restricted" refuses it.
 */
export const secretsServers = ({ component, title, chart, image, receives }: SecretsServersProps): Footprint => ({
  component,
  title,
  namespace: component,
  zone: "data",
  podSecurity: { level: "restricted" },
  chart,
  pods: {
    server: {
      labels: {
        "app.kubernetes.io/name": component,
        "app.kubernetes.io/instance": component,
        component: "server",
      },
      account: component,
      count: { kind: "fixed", count: 3 },
      ports: { http: tcp(8200), "https-internal": tcp(8201), "http-rep": tcp(8202) },
      ...chosenRequests(250, 512),
      // Raft data; the audit trail goes to the container's output, where the log agent takes it.
      volumes: 1,
      images: [image],
      reaches: [
        ...resolvesNames,
        reachesPods(`${component}/server`, 8200, "joins the other servers"),
        reachesPods(`${component}/server`, 8201, "replicates to the other servers and forwards to the leader"),
        callsKubernetes("verifies service account tokens and labels the leader"),
        {
          to: { kind: "key-service" },
          port: 5696,
          protocol: "TCP",
          because: "unseals itself with a key outside the cluster",
        },
      ],
      receives,
    },
  },
});
