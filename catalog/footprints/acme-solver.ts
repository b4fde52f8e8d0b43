import type { FootprintPod } from "../../language";
import { images } from "../components";
import { tcp } from "./connections";
import { publishedRequests } from "./requests";

/** The pod that answers a challenge of ACME beside the gateway. It lives for seconds, one for each name; counted once because there must be room for it. */
export const acmeSolver: FootprintPod = {
  labels: { "acme.cert-manager.io/http01-solver": "true" },
  count: { kind: "fixed", count: 1 },
  ports: { http: tcp(8089) },
  ...publishedRequests(10, 64, "cert-manager v1.21, --acme-http01-solver-resource-request-cpu and -memory", "2026-07"),
  volumes: 0,
  images: [images.certManagerAcmesolver],
  reaches: [],
  receives: [],
};
