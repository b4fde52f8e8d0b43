import type { FootprintPod } from "../../language";
import { images } from "../components";
import { callsKubernetes, resolvesNames } from "./connections";
import { chosenRequests } from "./requests";

/** The job of Envoy Gateway's chart before installation and upgrade; counted for good because there must be room for it each time. */
export const certgen = (because: string): FootprintPod => ({
  labels: { app: "certgen" },
  count: { kind: "fixed", count: 1 },
  ports: {},
  ...chosenRequests(10, 32),
  volumes: 0,
  images: [images.envoyGateway],
  reaches: [...resolvesNames, callsKubernetes(because)],
  receives: [],
});
