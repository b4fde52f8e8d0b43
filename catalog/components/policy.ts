import { valuesRead, type HelmChart, type Image } from "../../language";

/** Gatekeeper v3.23.0 (2026-07-08). */
export const policyImages = {
  gatekeeper: { registry: "docker.io", repository: "openpolicyagent/gatekeeper", tag: "v3.23.0" },
  /** `kubectl` with Gatekeeper's definitions: installs them before the release, and waits for those that it makes. */
  gatekeeperCrds: { registry: "docker.io", repository: "openpolicyagent/gatekeeper-crds", tag: "v3.23.0" },
  /**
   * The flavour with the gateway's protocol (Envoy's external authorization over gRPC), linked statically; the tag is in public
   * use, read 2026-11-21.
   */
  openPolicyAgent: { registry: "docker.io", repository: "openpolicyagent/opa", tag: "1.21.1-envoy-static" },
} as const satisfies Record<string, Image>;

export const policyCharts = {
  /** Read 2026-07-08. */
  gatekeeper: {
    name: "gatekeeper",
    repository: "https://open-policy-agent.github.io/gatekeeper/charts",
    version: "3.23.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
